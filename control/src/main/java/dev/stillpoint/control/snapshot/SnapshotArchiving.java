package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.time.Duration;
import java.util.List;

/**
 * ModifySnapshotCategory. The archive is a category here and not another store: rules and states
 * are the cloud's, the blocks stay in the pool, and the snapshot can be used as before.
 */
final class SnapshotArchiving {
  static final String ARCHIVE = "archive";
  private static final int AGE_DAYS_MIN = 14;
  private static final int ARCHIVED_DAYS_MIN = 60;
  private static final int RETENTION_DAYS_MIN = AGE_DAYS_MIN + ARCHIVED_DAYS_MIN;

  private final Foundation foundation;

  SnapshotArchiving(Foundation foundation) {
    this.foundation = foundation;
  }

  void archive(Caller caller, String snapshotId, String category, Integer retentionDays)
      throws Refusal {
    TextRule.require(snapshotId, "SnapshotId");
    if (category == null || !category.equalsIgnoreCase(ARCHIVE)) {
      throw new Refusal(
          SnapshotError.INVALID_PARAMETER_SNAPSHOT_CATEGORY, String.valueOf(category));
    }
    checkDays(retentionDays);
    foundation
        .admission()
        .admit(caller, "ModifySnapshotCategory", null, List.of(Resource.snapshot(snapshotId)));
    try (Held _ = foundation.locks().hold(List.of(snapshotId))) {
      foundation
          .catalog()
          .write(tables -> {
            change(tables, SnapshotChange.find(tables, caller, snapshotId), retentionDays);
            return snapshotId;
          });
    }
  }

  private static void checkDays(Integer days) throws Refusal {
    if (days != null && (days < RETENTION_DAYS_MIN || days > SnapshotChange.RETENTION_DAYS_MAX)) {
      throw new Refusal(
          GroupError.INVALID_RETENTION_DAYS_MALFORMED,
          RETENTION_DAYS_MIN,
          SnapshotChange.RETENTION_DAYS_MAX);
    }
  }

  private void change(Tables tables, SnapshotRow row, Integer days) throws Refusal {
    String id = row.snapshotId();
    long now = foundation.now();
    if (row.state() == SnapshotState.FAILED) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY_400, id);
    }
    if (row.state() != SnapshotState.ACCOMPLISHED) {
      throw new Refusal(SnapshotError.INVALID_STATUS_SNAPSHOT_UNFINISHED, id);
    }
    if (tables.seals().of(id).isPresent()) {
      throw new Refusal(SnapshotError.INVALID_OPERATION_ENCRYPTED_SNAPSHOT_UNSUPPORT, id);
    }
    if (row.category().equals(ARCHIVE)) {
      throw new Refusal(SnapshotError.INVALID_STATUS_SNAPSHOT_IN_ARCHIVE, id);
    }
    if (row.createdAt() + Duration.ofDays(AGE_DAYS_MIN).toMillis() > now) {
      throw new Refusal(SnapshotError.INVALID_STATUS_SNAPSHOT_AGE_LIMIT, id, AGE_DAYS_MIN);
    }
    if (days == null) {
      checkDays(row.retentionDays());
    } else {
      long expiresAt = SnapshotChange.retention(tables, row, days, now);
      tables.snapshots().describe(id, null, null, days, expiresAt, now);
    }
    tables.snapshots().setCategory(id, ARCHIVE, now);
  }
}
