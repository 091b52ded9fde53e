package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.SnapshotLockRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskChangeError;
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

/** ModifySnapshotAttribute. */
final class SnapshotChange {
  static final int RETENTION_DAYS_MAX = 65_536;
  private static final int DESCRIPTION_MAX = 256;

  private final Foundation foundation;

  SnapshotChange(Foundation foundation) {
    this.foundation = foundation;
  }

  void modify(Caller caller, ModifySnapshotAttribute request) throws Refusal {
    String snapshotId = TextRule.require(request.snapshotId(), "SnapshotId");
    checkForm(request);
    foundation
        .admission()
        .admit(caller, "ModifySnapshotAttribute", null, List.of(Resource.snapshot(snapshotId)));
    try (Held _ = foundation.locks().hold(List.of(snapshotId))) {
      foundation
          .catalog()
          .write(tables -> {
            change(tables, caller, request);
            return snapshotId;
          });
    }
  }

  private static void checkForm(ModifySnapshotAttribute request) throws Refusal {
    TextRule.SNAPSHOT_NAME.check(
        request.snapshotName(), GroupError.INVALID_SNAPSHOT_NAME_MALFORMED);
    // One character is allowed here, unlike on creation.
    String description = request.description();
    if (description != null
        && description.length() != 1
        && (description.length() > DESCRIPTION_MAX
            || !(description.isEmpty() || TextRule.DESCRIPTION.allows(description)))) {
      throw new Refusal(GroupError.INVALID_DESCRIPTION_MALFORMED, description);
    }
    Integer days = request.retentionDays();
    if (days != null && (days < 1 || days > RETENTION_DAYS_MAX)) {
      throw new Refusal(GroupError.INVALID_RETENTION_DAYS_MALFORMED, 1, RETENTION_DAYS_MAX);
    }
    if (request.snapshotName() == null
        && description == null
        && days == null
        && request.disableInstantAccess() == null) {
      throw new Refusal(DiskChangeError.NO_ATTRIBUTE_TO_MODIFY);
    }
  }

  private void change(Tables tables, Caller caller, ModifySnapshotAttribute request)
      throws Refusal {
    SnapshotRow row = find(tables, caller, request.snapshotId());
    if (row.state() == SnapshotState.INTENDED || row.state() == SnapshotState.PROGRESSING) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY_400, row.snapshotId());
    }
    Long expiresAt =
        request.retentionDays() == null
            ? null
            : retention(tables, row, request.retentionDays(), foundation.now());
    tables
        .snapshots()
        .describe(
            row.snapshotId(),
            request.snapshotName(),
            request.description(),
            request.retentionDays(),
            expiresAt,
            foundation.now());
  }

  /** A snapshot of the caller that is not going. */
  static SnapshotRow find(Tables tables, Caller caller, String snapshotId) throws Refusal {
    return tables
        .snapshots()
        .find(caller.accountId(), snapshotId)
        .filter(row -> row.state() != SnapshotState.DELETING)
        .orElseThrow(() -> new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, snapshotId));
  }

  /**
   * When so many days from the snapshot's creation end. What is kept for good may be given a time
   * that ends later than now: otherwise a change of an attribute would delete it.
   *
   * @throws Refusal InvalidOperation.DecreaseRetentionDaysUnsupported,
   *     InvalidRetentionDays.LessThanLockExpiredTime
   */
  static long retention(Tables tables, SnapshotRow row, int days, long now) throws Refusal {
    long expiresAt = row.createdAt() + Duration.ofDays(days).toMillis();
    boolean less = row.retentionDays() == null ? expiresAt <= now : days < row.retentionDays();
    if (less) {
      throw new Refusal(
          SnapshotError.INVALID_OPERATION_DECREASE_RETENTION_DAYS_UNSUPPORTED,
          row.snapshotId(),
          days);
    }
    SnapshotLockRow lock =
        tables
            .snapshotLocks()
            .find(row.snapshotId())
            .filter(found -> found.holdsAt(now))
            .orElse(null);
    boolean beforeLock = lock != null && lock.endsAt() != null && expiresAt < lock.endsAt();
    if (beforeLock) {
      throw new Refusal(
          SnapshotError.INVALID_RETENTION_DAYS_LESS_THAN_LOCK_EXPIRED_TIME, row.snapshotId());
    }
    return expiresAt;
  }
}
