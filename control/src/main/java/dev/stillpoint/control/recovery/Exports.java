package dev.stillpoint.control.recovery;

import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;

/** Which exports the catalog wants. */
final class Exports {
  private Exports() {}

  /** True when a snapshot can be opened. */
  static boolean available(SnapshotRow row) {
    return row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED;
  }
}
