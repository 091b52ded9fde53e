package dev.stillpoint.control.recovery;

import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import java.util.List;

/** What becomes of images whose making a crash cut off. */
final class ImageSettlement {
  private ImageSettlement() {}

  /** Row S: an image whose snapshots were all frozen is Available, any other is forgotten. */
  static void images(Tables tables, List<String> done) {
    for (ImageRow image : tables.images().creating()) {
      boolean frozen =
          tables.images().disks(image.imageId()).stream()
              .map(disk -> tables.snapshots().find(disk.snapshotId()).orElseThrow())
              .map(SnapshotRow::state)
              .allMatch(state ->
                  state == SnapshotState.PROGRESSING || state == SnapshotState.ACCOMPLISHED);
      if (frozen) {
        tables.images().setAvailable(image.imageId());
        done.add("image " + image.imageId() + " has all its snapshots and is Available");
      } else {
        tables.images().remove(image.imageId());
        done.add("image " + image.imageId() + " was given up: its disks were never frozen");
      }
    }
  }
}
