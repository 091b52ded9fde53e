package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What a set of disks showed, at most one disk for each role. */
public final class Evidence {
  private final EnumMap<Role, RoleEvidence> roles = new EnumMap<>(Role.class);

  /** Of these disks. */
  public Evidence(List<RoleEvidence> disks) {
    for (RoleEvidence disk : disks) {
      if (roles.put(disk.role(), disk) != null) {
        throw new IllegalArgumentException("two disks for " + disk.role());
      }
    }
  }

  /** The digest of each disk's used range, by the disk's name. */
  public SequencedMap<String, String> digests() {
    SequencedMap<String, String> digests = new TreeMap<>();
    roles.forEach((role, disk) -> digests.put(role.label(), disk.digest()));
    return digests;
  }

  Map<Role, RoleEvidence> roles() {
    return roles;
  }
}
