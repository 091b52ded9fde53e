package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.Tables;

/**
 * What becomes of the automatic snapshots of a disk that goes. Their time is over, no more: expiry
 * deletes them by the rules of every deletion, also after a crash. Members of a group stay with
 * their group, which is one instant and has a time of its own.
 */
public final class AutoSnapshots {
  private AutoSnapshots() {}

  /** In the transaction that forgets the disk. */
  public static void goWith(Tables tables, String diskId, long now) {
    if (tables.diskSwitches().of(diskId).deleteAutoSnapshot()) {
      tables.snapshots().expireAutomatic(diskId, now);
    }
  }
}
