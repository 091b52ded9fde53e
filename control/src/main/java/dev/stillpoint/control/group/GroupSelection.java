package dev.stillpoint.control.group;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.snapshot.SnapshotRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the disks that a request selects. */
final class GroupSelection {
  private final String accountId;
  private final GroupForm form;

  GroupSelection(String accountId, GroupForm form) {
    this.accountId = accountId;
    this.form = form;
  }

  /**
   * The disks, in the order of the call, or of their creation.
   *
   * @throws Refusal an identifier names nothing, or nothing is selected
   */
  List<DiskRow> resolve(Tables tables) throws Refusal {
    if (form.instanceId().isEmpty()) {
      return named(tables);
    }
    boolean exists =
        tables
            .instances()
            .find(accountId, form.instanceId())
            .filter(row -> row.status() != InstanceStatus.DELETING)
            .isPresent();
    if (!exists) {
      throw new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, form.instanceId());
    }
    return form.diskIds().isEmpty() ? remaining(tables) : namedOfInstance(tables);
  }

  private List<DiskRow> named(Tables tables) throws Refusal {
    List<DiskRow> disks = new ArrayList<>();
    for (String id : form.diskIds()) {
      disks.add(SnapshotRules.find(tables, accountId, id));
    }
    return disks;
  }

  private List<DiskRow> namedOfInstance(Tables tables) throws Refusal {
    List<DiskRow> disks = named(tables);
    for (DiskRow disk : disks) {
      if (!form.instanceId().equals(disk.instanceId())) {
        throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, disk.diskId());
      }
    }
    return disks;
  }

  private List<DiskRow> remaining(Tables tables) throws Refusal {
    for (String id : form.excludeDiskIds()) {
      SnapshotRules.find(tables, accountId, id);
    }
    List<DiskRow> disks =
        tables.disks().ofInstance(form.instanceId()).stream()
            .filter(row -> row.status() != DiskStatus.DELETING)
            .filter(row -> !form.excludeDiskIds().contains(row.diskId()))
            .toList();
    if (disks.isEmpty()) {
      throw new Refusal(GroupError.INVALID_INSTANCE_NO_DISK, form.instanceId());
    }
    return disks;
  }

  /** Their identifiers. */
  static Set<String> ids(List<DiskRow> disks) {
    return new TreeSet<>(disks.stream().map(DiskRow::diskId).toList());
  }
}
