package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.HolderState;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.catalog.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which disks are stale: what their clients hold of them is uncertain until the instance was
 * restarted or let go of the disk, and no snapshot is made of them. After a failed request ({@link
 * Mark#DEVICE_STALE}) the client knows, and is served on. After lost answers ({@link
 * Mark#ANSWERS_LOST}) one that connects again by itself would go on over a gap, so nobody opens the
 * disk. One that several instances hold is stale for each of them by itself, and the name that all
 * share stays closed until it is for none that runs.
 */
public final class Staleness {
  private Staleness() {}

  /** The disks and holds of every instance that runs may lack what their clients were answered. */
  public static List<String> markLost(Tables tables, long at) {
    List<String> subjects = new ArrayList<>();
    for (InstanceRow instance : tables.instances().withStatus(InstanceStatus.RUNNING)) {
      tables.disks().ofInstance(instance.instanceId()).stream()
          .filter(disk -> disk.status() == DiskStatus.IN_USE)
          .forEach(disk -> subjects.add(disk.diskId()));
      tables.diskHolders().ofInstance(instance.instanceId()).stream()
          .filter(hold -> hold.state() == HolderState.ATTACHED)
          .forEach(hold -> subjects.add(hold.name()));
    }
    subjects.forEach(subject -> tables.marks().set(new MarkRow(subject, Mark.ANSWERS_LOST, at)));
    return subjects;
  }

  /** An instance starts: each of its disks is a fresh device for it. */
  public static void freshen(Tables tables, String instanceId) {
    tables.disks().ofInstance(instanceId).forEach(disk -> tables.marks().freshen(disk.diskId()));
    tables.diskHolders().ofInstance(instanceId).forEach(row -> tables.marks().freshen(row.name()));
  }

  /** Every disk and hold that is stale, for whatever reason. */
  public static Set<String> all(Tables tables) {
    return tables.marks().having(Mark.STALE);
  }

  /**
   * The disks that are stale for an instance.
   *
   * @param all as {@link #all} told; mostly there is none
   */
  public static List<String> of(Tables tables, Set<String> all, String instanceId) {
    if (all.isEmpty()) {
      return List.of();
    }
    Stream<String> own = tables.disks().ofInstance(instanceId).stream().map(DiskRow::diskId);
    Stream<String> shared =
        tables.diskHolders().ofInstance(instanceId).stream()
            .filter(hold -> all.contains(hold.name()) || all.contains(hold.diskId()))
            .map(DiskHolderRow::diskId);
    return Stream.concat(own.filter(all::contains), shared).toList();
  }

  /** Whether a disk or a hold must not be opened. */
  public static boolean lost(Tables tables, String subject) {
    return tables.marks().of(subject).contains(Mark.ANSWERS_LOST);
  }

  /**
   * The instances that keep the name closed which all holders of a disk share.
   *
   * @param apart an instance that comes or goes just now, or nothing
   */
  public static List<String> holdersLost(Tables tables, String diskId, String apart) {
    return tables.diskHolders().ofDisk(diskId).stream()
        .filter(hold -> !hold.instanceId().equals(apart) && lost(tables, hold.name()))
        .map(DiskHolderRow::instanceId)
        .filter(id -> runs(tables.instances().find(id).orElseThrow().status()))
        .toList();
  }

  private static boolean runs(InstanceStatus status) {
    return status == InstanceStatus.RUNNING || status == InstanceStatus.STARTING;
  }

  /** What somebody is told who wants to open a disk. */
  static String sentence(String diskId, List<String> instanceIds) {
    return "disk "
        + diskId
        + " is stale: the machine died, and writes to it that were answered and not flushed may be"
        + " gone; stop and start "
        + String.join(", ", instanceIds);
  }

  /** As {@link #sentence(String, List)}, of a disk that one instance has. */
  public static String sentence(DiskRow disk) {
    return sentence(disk.diskId(), List.of(disk.instanceId()));
  }
}
