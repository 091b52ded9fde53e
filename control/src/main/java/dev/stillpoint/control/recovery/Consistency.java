package dev.stillpoint.control.recovery;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.HolderState;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Staleness;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.recovery.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the catalog's rows with the engine's volumes, images and groups, and with the names of
 * the exports. Meaningful while nothing is in progress: after reconciliation, between requests, or
 * offline.
 */
public final class Consistency {
  private final Catalog catalog;
  private final BlockEngine engine;
  private final Optional<Set<String>> exports;
  private final List<Finding> findings = new ArrayList<>();

  private Consistency(Catalog catalog, BlockEngine engine, Optional<Set<String>> exports) {
    this.catalog = catalog;
    this.engine = engine;
    this.exports = exports;
  }

  /**
   * Compares.
   *
   * @param exports every published name; empty when nothing is served, then exports are not
   *     compared
   * @return what does not agree; empty when all is well
   */
  public static List<Finding> check(
      Catalog catalog, BlockEngine engine, Optional<Set<String>> exports) {
    Consistency consistency = new Consistency(catalog, engine, exports);
    consistency.run();
    return List.copyOf(consistency.findings);
  }

  private void run() {
    EngineState state = EngineState.of(engine);
    catalog.read(tables -> {
      List<DiskRow> disks = tables.disks().all();
      List<SnapshotRow> snapshots = tables.snapshots().all();
      checkDisks(tables, state, disks);
      checkSnapshots(tables, state, snapshots);
      checkGroups(tables, state);
      checkIntents(tables);
      tables.tags().strays().forEach(id -> add(Kind.UNKNOWN, id, "has tags and is not there"));
      checkUnknown(state, disks, snapshots);
      exports.ifPresent(names -> checkExports(tables, names, snapshots));
      return findings;
    });
  }

  private void checkDisks(Tables tables, EngineState state, List<DiskRow> disks) {
    for (DiskRow disk : disks) {
      if (disk.status() == DiskStatus.AVAILABLE || disk.status() == DiskStatus.IN_USE) {
        VolumeStatus volume = state.volumes().get(disk.volume());
        if (volume == null) {
          add(Kind.DISK, disk.diskId(), "volume " + disk.volume() + " is missing");
        } else if (volume.sizeBytes() != Volumes.bytes(disk.sizeGib())
            && tables.diskResizes().find(disk.diskId()).filter(r -> r.intended()).isEmpty()) {
          add(
              Kind.DISK,
              disk.diskId(),
              "its volume has " + volume.sizeBytes() + " bytes, not " + disk.sizeGib() + " GiB");
        } else {
          checkSeal(Kind.DISK, tables, disk.diskId(), volume.key());
        }
      }
      boolean attached =
          disk.instanceId() != null || !tables.diskHolders().ofDisk(disk.diskId()).isEmpty();
      if ((disk.status() == DiskStatus.AVAILABLE && attached)
          || (disk.status() == DiskStatus.IN_USE && !attached)) {
        add(Kind.DISK, disk.diskId(), disk.status() + " with instance " + disk.instanceId());
      }
      if (disk.instanceId() != null && tables.instances().find(disk.instanceId()).isEmpty()) {
        add(Kind.INSTANCE, disk.instanceId(), "is gone but holds disk " + disk.diskId());
      }
    }
  }

  private void checkSeal(Kind kind, Tables tables, String id, Optional<DataKeyId> sealed) {
    Optional<Long> said = tables.seals().of(id).map(SealRow::dataKey);
    if (!said.equals(sealed.map(DataKeyId::value))) {
      add(
          kind,
          id,
          "its blocks are sealed under "
              + sealed.map(key -> "data key " + key.value()).orElse("nothing")
              + ", not under "
              + said.map(key -> "data key " + key).orElse("nothing"));
    }
  }

  private void checkSnapshots(Tables tables, EngineState state, List<SnapshotRow> snapshots) {
    for (SnapshotRow row : snapshots) {
      ImageStatus image = state.images().get(row.image());
      switch (row.state()) {
        case PROGRESSING, ACCOMPLISHED -> compare(tables, row, image);
        case FAILED -> {
          if (image != null) {
            add(Kind.SNAPSHOT, row.snapshotId(), "failed but holds image " + row.image());
          }
        }
        case INTENDED, DELETING ->
            add(Kind.INTENT, row.snapshotId(), "is " + row.state() + " and nobody works on it");
      }
    }
  }

  private void compare(Tables tables, SnapshotRow row, ImageStatus image) {
    if (image == null) {
      add(Kind.SNAPSHOT, row.snapshotId(), "image " + row.image() + " is missing");
      return;
    }
    boolean same =
        image.group().value() == row.engineGroup()
            && image.source().value() == row.sourceVolume()
            && image.sizeBytes() == Volumes.bytes(row.sizeGib());
    if (!same) {
      add(Kind.SNAPSHOT, row.snapshotId(), "its image is another one: " + image);
    }
    checkSeal(Kind.SNAPSHOT, tables, row.snapshotId(), image.key());
    boolean sameCut =
        row.cutLsn() != null
            && row.cutLsn() == image.cut().lsn().value()
            && row.cutAt() == image.cut().time().toEpochMilli();
    if (!sameCut) {
      add(
          Kind.SNAPSHOT,
          row.snapshotId(),
          "was cut at LSN " + row.cutLsn() + ", its image at " + image.cut());
    }
  }

  private void checkGroups(Tables tables, EngineState state) {
    for (GroupRow row : tables.groups().all()) {
      List<SnapshotRow> members = tables.snapshots().ofGroup(row.groupId());
      if (members.isEmpty()) {
        add(Kind.GROUP, row.groupId(), "has no member");
      }
      boolean oneInstant =
          members.stream().map(member -> String.valueOf(member.cutLsn())).distinct().count() <= 1;
      if (!oneInstant) {
        add(Kind.GROUP, row.groupId(), "its members were cut at different instants");
      }
      List<SnapshotRow> staying =
          members.stream().filter(member -> member.state() != SnapshotState.DELETING).toList();
      checkGroup(row, staying, state.groups().get(row.engineGroup()));
    }
  }

  /**
   * Members that a deletion has marked may be in the engine or not, and with the last the group.
   */
  private void checkGroup(GroupRow row, List<SnapshotRow> staying, GroupStatus group) {
    switch (row.state()) {
      case PROGRESSING, ACCOMPLISHED -> {
        boolean missing = group == null && !staying.isEmpty();
        if (missing || row.cutLsn() == null) {
          add(Kind.GROUP, row.groupId(), "group " + row.engineGroup() + " is missing");
        } else if (group != null && row.cutLsn() != group.cut().lsn().value()) {
          add(Kind.GROUP, row.groupId(), "was cut elsewhere: " + group.cut());
        }
      }
      case FAILED -> {
        if (group != null) {
          add(Kind.GROUP, row.groupId(), "failed but the engine has it");
        }
      }
      case INTENDED, DELETING ->
          add(Kind.INTENT, row.groupId(), "is " + row.state() + " and nobody works on it");
    }
    boolean complete =
        staying.stream().allMatch(member -> member.state() == SnapshotState.ACCOMPLISHED);
    if (!staying.isEmpty() && (row.state() == SnapshotState.ACCOMPLISHED) != complete) {
      add(Kind.GROUP, row.groupId(), "is " + row.state() + ", which its members are not");
    }
  }

  private void checkIntents(Tables tables) {
    tables
        .diskHolders()
        .inTransition()
        .forEach(row -> add(Kind.INTENT, row.diskId(), row.instanceId() + " is " + row.state()));
    tables
        .diskResizes()
        .intended()
        .forEach(row -> add(Kind.INTENT, row.diskId(), "is to have " + row.toGib() + " GiB"));
    tables
        .disks()
        .inTransition()
        .forEach(row -> add(Kind.INTENT, row.diskId(), "is " + row.status()));
    for (InstanceStatus status : InstanceStatus.values()) {
      if (status != InstanceStatus.RUNNING && status != InstanceStatus.STOPPED) {
        tables
            .instances()
            .withStatus(status)
            .forEach(row -> add(Kind.INTENT, row.instanceId(), "is " + status));
      }
    }
    tables
        .diskEmptyings()
        .all()
        .forEach(row -> add(Kind.INTENT, row.diskId(), "is to become empty"));
    tables.images().creating().forEach(row -> add(Kind.INTENT, row.imageId(), "is " + row.state()));
    tables
        .tokens()
        .running()
        .forEach(row -> add(Kind.TOKEN, row.action(), "a client token belongs to no request"));
  }

  private void checkUnknown(EngineState state, List<DiskRow> disks, List<SnapshotRow> snapshots) {
    Set<Long> volumes = new HashSet<>();
    disks.forEach(row -> volumes.add(row.volume()));
    Set<Long> images = new HashSet<>();
    Set<Long> groups = new HashSet<>();
    for (SnapshotRow row : snapshots) {
      images.add(row.image());
      groups.add(row.engineGroup());
    }
    unknown("volume", state.volumes(), volumes);
    unknown("image", state.images(), images);
    unknown("group", state.groups(), groups);
  }

  private void unknown(String what, Map<Long, ?> found, Set<Long> known) {
    for (Long name : found.keySet()) {
      if (!known.contains(name)) {
        add(Kind.UNKNOWN, what + " " + name, "no row names it; it is kept");
      }
    }
  }

  private void checkExports(Tables tables, Set<String> names, List<SnapshotRow> snapshots) {
    Set<String> wanted = new TreeSet<>();
    for (InstanceRow row : tables.instances().withStatus(InstanceStatus.RUNNING)) {
      tables.disks().ofInstance(row.instanceId()).stream()
          .filter(disk -> disk.status() == DiskStatus.IN_USE)
          .filter(disk -> !Staleness.lost(tables, disk.diskId()))
          .forEach(disk -> wanted.add(disk.diskId()));
      tables.diskHolders().ofInstance(row.instanceId()).stream()
          .filter(hold -> hold.state() == HolderState.ATTACHED)
          .filter(hold -> !Staleness.lost(tables, hold.name()))
          .forEach(hold -> {
            wanted.add(hold.name());
            if (Staleness.holdersLost(tables, hold.diskId(), "").isEmpty()) {
              wanted.add(hold.diskId());
            }
          });
    }
    snapshots.stream().filter(Exports::available).forEach(row -> wanted.add(row.snapshotId()));
    for (String name : wanted) {
      if (!names.contains(name)) {
        add(Kind.EXPORT, name, "should be open and is not");
      }
    }
    for (String name : new TreeSet<>(names)) {
      if (!wanted.contains(name)) {
        add(Kind.EXPORT, name, "is open and should not be");
      }
    }
  }

  private void add(Kind kind, String subject, String sentence) {
    findings.add(new Finding(kind, subject, sentence));
  }
}
