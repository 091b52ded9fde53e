package dev.stillpoint.control.recovery;

import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.control.port.ExportTarget;

/** Which exports the catalog wants. */
final class Exports {
  private Exports() {}

  static ExportTarget of(DiskRow disk) {
    return new ExportTarget.Volume(new VolumeId(disk.volume()));
  }

  /** True when a snapshot can be opened. */
  static boolean available(SnapshotRow row) {
    return row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED;
  }
}
