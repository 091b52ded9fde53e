package dev.stillpoint.control.recovery;

import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.ResizeAnswers;

/** Whether what a client token was answered with came to be. */
final class TokenAnswers {
  private TokenAnswers() {}

  /** True when the identifier names something that exists and did not fail. */
  static boolean stands(Tables tables, String id) {
    if (ResizeAnswers.is(id)) {
      return ResizeAnswers.stands(tables, id);
    }
    return tables.groups().find(id).filter(row -> row.state() != SnapshotState.FAILED).isPresent()
        || tables
            .snapshots()
            .find(id)
            .filter(row -> row.state() != SnapshotState.FAILED)
            .isPresent()
        || tables.disks().find(id).filter(row -> row.status() != DiskStatus.CREATING).isPresent()
        || tables.images().find(id).isPresent()
        || tables.instances().find(id).isPresent();
  }
}
