package dev.stillpoint.control.freeze;

import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;

/**
 * What keeps a snapshot from being deleted by anybody: its owner, with force or without, the end of
 * its time, its disk's or its group's deletion, a policy, the operator.
 */
public final class Protection {
  private Protection() {}

  /**
   * Asks whether a snapshot may be deleted.
   *
   * @param now milliseconds since 1970
   * @throws Refusal InvalidOperation.SnapshotLocked, SnapshotCreatedImage
   */
  public static void check(Tables tables, SnapshotRow row, long now) throws Refusal {
    // What failed holds nothing that a lock could keep.
    if (row.state() != SnapshotState.FAILED
        && tables
            .snapshotLocks()
            .find(row.snapshotId())
            .filter(lock -> lock.holdsAt(now))
            .isPresent()) {
      throw new Refusal(SnapshotError.INVALID_OPERATION_SNAPSHOT_LOCKED, row.snapshotId());
    }
    if (tables.images().usesSnapshot(row.snapshotId())) {
      throw new Refusal(SnapshotError.SNAPSHOT_CREATED_IMAGE, row.snapshotId());
    }
  }
}
