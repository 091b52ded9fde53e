package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.ImageDiskRow;
import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ImageError;
import dev.stillpoint.control.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the disks of an instance begin with when its image is one that the account made. Any other
 * image is a name that is echoed, and its system disk is born empty.
 *
 * @param imageId the image
 * @param disks one for each disk of the image
 */
record ImageDisks(String imageId, List<Source> disks) {
  /**
   * A disk of the image.
   *
   * @param snapshot what it begins with
   */
  record Source(ImageDiskRow disk, SnapshotRow snapshot) {}

  /** Looks the image up; no disks when the account made none of that name. */
  static ImageDisks of(Tables tables, String accountId, String imageId) throws Refusal {
    Optional<ImageRow> image = tables.images().find(accountId, imageId);
    if (image.isEmpty()) {
      return new ImageDisks(imageId, List.of());
    }
    if (image.get().state() != ImageState.AVAILABLE) {
      throw new Refusal(ImageError.INCORRECT_IMAGE_STATUS, imageId);
    }
    List<Source> sources = new ArrayList<>();
    for (ImageDiskRow disk : tables.images().disks(imageId)) {
      sources.add(new Source(disk, tables.snapshots().find(disk.snapshotId()).orElseThrow()));
    }
    return new ImageDisks(imageId, sources);
  }

  /** The snapshots, which have to stay while the disks are made. */
  List<String> snapshots() {
    return disks.stream().map(source -> source.disk().snapshotId()).toList();
  }

  /** What the system disk begins with. */
  Optional<Source> system() {
    return disks.stream().filter(source -> source.disk().type() == DiskType.SYSTEM).findFirst();
  }

  /** What the data disks begin with. */
  List<Source> data() {
    return disks.stream().filter(source -> source.disk().type() == DiskType.DATA).toList();
  }
}
