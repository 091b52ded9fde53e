package dev.stillpoint.control.image;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.ImageDiskRow;
import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Devices;
import dev.stillpoint.control.fault.ImageError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.rule.TextRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The disks of an image that is made: of snapshots that exist, or of an instance's disks. */
final class ImageParts {
  private ImageParts() {}

  /** One row for each snapshot that was named, the system disk first. */
  static List<ImageDiskRow> ofSnapshots(
      Tables tables, String accountId, String imageId, List<CreateImage.Mapping> mappings)
      throws Refusal {
    List<ImageDiskRow> rows = new ArrayList<>();
    Set<String> taken = new TreeSet<>();
    for (CreateImage.Mapping mapping : mappings) {
      SnapshotRow snapshot = snapshot(tables, accountId, mapping.snapshotId());
      boolean system = isSystem(mapping, snapshot);
      String device = system ? Devices.SYSTEM : device(mapping, taken);
      if (!taken.add(device)) {
        throw new Refusal(ImageError.INVALID_DEVICE_IN_USE_400, device);
      }
      int gib = mapping.sizeGib() == null ? 0 : mapping.sizeGib();
      ImageDiskRow row =
          new ImageDiskRow(
              imageId,
              0,
              snapshot.snapshotId(),
              system ? DiskType.SYSTEM : DiskType.DATA,
              device,
              Math.max(gib, snapshot.sizeGib()));
      rows.add(system ? 0 : rows.size(), row);
    }
    if (rows.getFirst().type() != DiskType.SYSTEM) {
      throw new Refusal(
          ImageError.INVALID_SNAPSHOT_ID_NOT_SYSTEM_DISK_SNAPSHOT, rows.getFirst().snapshotId());
    }
    return numbered(rows);
  }

  private static boolean isSystem(CreateImage.Mapping mapping, SnapshotRow snapshot)
      throws Refusal {
    boolean was = snapshot.sourceDiskType() == DiskType.SYSTEM;
    boolean asked = mapping.diskType() == null ? was : mapping.diskType().equals("system");
    if (asked && !was) {
      throw new Refusal(
          ImageError.INVALID_SNAPSHOT_ID_NOT_SYSTEM_DISK_SNAPSHOT, snapshot.snapshotId());
    }
    return asked;
  }

  private static String device(CreateImage.Mapping mapping, Set<String> taken) {
    return TextRule.absent(mapping.device()) ? Devices.free(taken) : mapping.device();
  }

  private static List<ImageDiskRow> numbered(List<ImageDiskRow> rows) {
    List<ImageDiskRow> numbered = new ArrayList<>();
    for (ImageDiskRow row : rows) {
      numbered.add(
          new ImageDiskRow(
              row.imageId(),
              numbered.size(),
              row.snapshotId(),
              row.type(),
              row.device(),
              row.sizeGib()));
    }
    return numbered;
  }

  private static SnapshotRow snapshot(Tables tables, String accountId, String snapshotId)
      throws Refusal {
    SnapshotRow row =
        tables
            .snapshots()
            .find(accountId, snapshotId)
            .filter(found -> found.state() != SnapshotState.DELETING)
            .orElseThrow(
                () -> new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, snapshotId));
    if (row.state() != SnapshotState.ACCOMPLISHED) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY, snapshotId);
    }
    return row;
  }

  /** The intent to freeze an instance's disks at one instant. */
  static List<SnapshotRow> snapshots(
      Foundation foundation, Tables tables, ImageRow image, List<DiskRow> disks) {
    long group = tables.sequences().next(Sequence.GROUP);
    List<SnapshotRow> rows = new ArrayList<>();
    for (DiskRow disk : disks) {
      rows.add(
          new SnapshotRow(
              foundation.identifiers().snapshot(),
              image.accountId(),
              null,
              rows.size(),
              tables.sequences().next(Sequence.IMAGE),
              group,
              image.regionId(),
              image.resourceGroupId(),
              "SnapshotForImage-" + image.imageId(),
              "Made with the image " + image.imageId(),
              SnapshotType.USER,
              SnapshotState.INTENDED,
              0,
              "standard",
              disk.diskId(),
              disk.type(),
              disk.volume(),
              disk.sizeGib(),
              null,
              null,
              null,
              image.createdAt(),
              image.createdAt(),
              null));
    }
    return rows;
  }

  /** The image's disks that begin with those snapshots. */
  static List<ImageDiskRow> ofInstance(
      String imageId, List<DiskRow> disks, List<SnapshotRow> snapshots) {
    List<ImageDiskRow> rows = new ArrayList<>();
    for (int i = 0; i < disks.size(); i++) {
      DiskRow disk = disks.get(i);
      rows.add(
          new ImageDiskRow(
              imageId,
              i,
              snapshots.get(i).snapshotId(),
              disk.type(),
              disk.device(),
              disk.sizeGib()));
    }
    return rows;
  }
}
