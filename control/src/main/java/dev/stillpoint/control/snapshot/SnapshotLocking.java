package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.SnapshotLockRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.time.Duration;
import java.util.List;

/**
 * LockSnapshot and UnlockSnapshot. What a lock allows:
 *
 * <table>
 *   <caption>where a lock stands, what may be done</caption>
 *   <tr><td>cool-off</td><td>it is replaced as a whole, or taken away</td></tr>
 *   <tr><td>in force</td><td>more days, without a new cool-off; its beginning stays</td></tr>
 *   <tr><td>expired, or none</td><td>a new lock</td></tr>
 * </table>
 *
 * <p>The days of a lock on a snapshot in creation count from its completion.
 */
final class SnapshotLocking {
  private static final int DURATION_DAYS_MAX = 36_500;
  private static final int COOL_OFF_HOURS_MAX = 72;
  private static final int HOURS_OF_DAY = 24;
  private static final int ANSWER_PARTS = 7;

  private final Foundation foundation;
  private final ClientTokens tokens;

  SnapshotLocking(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
  }

  /**
   * A lock as it was answered.
   *
   * @param answeredAt milliseconds since 1970
   */
  record Locked(SnapshotLockRow row, long answeredAt) {}

  Locked lock(Caller caller, LockSnapshot request) throws Refusal {
    checkForm(request);
    admit(caller, "LockSnapshot", request.regionId(), request.snapshotId());
    String answer =
        tokens.once(
            caller,
            "LockSnapshot",
            request.clientToken(),
            request,
            Dialect.SNAPSHOT,
            claim -> {
              try (Held _ = foundation.locks().hold(List.of(request.snapshotId()))) {
                return foundation.catalog().write(tables -> put(tables, caller, request, claim));
              }
            });
    return read(caller, answer);
  }

  void unlock(Caller caller, UnlockSnapshot request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    TextRule.require(request.snapshotId(), "SnapshotId");
    Dialect.SNAPSHOT.checkForm(request.clientToken());
    admit(caller, "UnlockSnapshot", request.regionId(), request.snapshotId());
    tokens.once(
        caller,
        "UnlockSnapshot",
        request.clientToken(),
        request,
        Dialect.SNAPSHOT,
        claim -> {
          try (Held _ = foundation.locks().hold(List.of(request.snapshotId()))) {
            return foundation.catalog().write(tables -> take(tables, caller, request, claim));
          }
        });
  }

  private void admit(Caller caller, String action, String regionId, String snapshotId)
      throws Refusal {
    foundation.admission().admit(caller, action, regionId, List.of(Resource.snapshot(snapshotId)));
  }

  private static void checkForm(LockSnapshot request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    TextRule.require(request.snapshotId(), "SnapshotId");
    if (!TextRule.require(request.lockMode(), "LockMode").equals("compliance")) {
      throw new Refusal(SnapshotError.INVALID_LOCK_MODE_MALFORMED, request.lockMode());
    }
    checkRange(request.lockDuration(), "LockDuration", 1, DURATION_DAYS_MAX);
    checkRange(request.coolOffPeriod(), "CoolOffPeriod", 0, COOL_OFF_HOURS_MAX);
    if (request.coolOffPeriod() >= request.lockDuration() * HOURS_OF_DAY) {
      throw new Refusal(
          SnapshotError.INVALID_COOL_OFF_PERIOD_EXCEED_LOCK_DURATION, request.lockDuration());
    }
    Dialect.SNAPSHOT.checkForm(request.clientToken());
  }

  private static void checkRange(Integer value, String parameter, int least, int most)
      throws Refusal {
    if (value == null) {
      throw new Refusal(SharedError.MISSING_PARAMETER, parameter);
    }
    if (value < least || value > most) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
  }

  private String put(Tables tables, Caller caller, LockSnapshot request, Claim claim)
      throws Refusal {
    SnapshotRow snapshot = SnapshotChange.find(tables, caller, request.snapshotId());
    if (snapshot.state() == SnapshotState.FAILED) {
      throw new Refusal(
          SnapshotError.INVALID_OPERATION_SNAPSHOT_NOT_AVAILABLE, snapshot.snapshotId());
    }
    Integer kept = snapshot.retentionDays();
    if (kept != null && request.lockDuration() >= kept) {
      throw new Refusal(SnapshotError.INVALID_LOCK_DURATION_EXCEED_RETENTION_DAYS, kept);
    }
    long now = foundation.now();
    SnapshotLockRow earlier =
        tables
            .snapshotLocks()
            .find(snapshot.snapshotId())
            .filter(lock -> lock.holdsAt(now))
            .orElse(null);
    SnapshotLockRow lock =
        earlier == null || earlier.coolsOffAt(now)
            ? fresh(snapshot, request, now)
            : extended(earlier, request);
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    tables.snapshotLocks().put(lock);
    String answer = write(lock, now);
    claim.answer(tables, answer);
    claim.done(tables);
    return answer;
  }

  private static SnapshotLockRow fresh(SnapshotRow snapshot, LockSnapshot request, long now) {
    boolean complete = snapshot.state() == SnapshotState.ACCOMPLISHED;
    return new SnapshotLockRow(
        snapshot.snapshotId(),
        snapshot.accountId(),
        request.coolOffPeriod(),
        request.lockDuration(),
        now,
        now + Duration.ofHours(request.coolOffPeriod()).toMillis(),
        complete ? now : null,
        complete ? now + Duration.ofDays(request.lockDuration()).toMillis() : null);
  }

  private static SnapshotLockRow extended(SnapshotLockRow lock, LockSnapshot request)
      throws Refusal {
    if (request.coolOffPeriod() != 0 || request.lockDuration() <= lock.durationDays()) {
      throw new Refusal(SnapshotError.INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED, lock.snapshotId());
    }
    return new SnapshotLockRow(
        lock.snapshotId(),
        lock.accountId(),
        lock.coolOffHours(),
        request.lockDuration(),
        lock.createdAt(),
        lock.coolOffEndsAt(),
        lock.startsAt(),
        lock.startsAt() == null
            ? null
            : lock.startsAt() + Duration.ofDays(request.lockDuration()).toMillis());
  }

  private String take(Tables tables, Caller caller, UnlockSnapshot request, Claim claim)
      throws Refusal {
    String snapshotId = SnapshotChange.find(tables, caller, request.snapshotId()).snapshotId();
    long now = foundation.now();
    SnapshotLockRow lock =
        tables
            .snapshotLocks()
            .find(snapshotId)
            .filter(row -> row.holdsAt(now))
            .orElseThrow(
                () -> new Refusal(SnapshotError.INVALID_SNAPSHOT_LOCK_NOT_FOUND, snapshotId));
    if (!lock.coolsOffAt(now)) {
      throw new Refusal(SnapshotError.INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED, snapshotId);
    }
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    tables.snapshotLocks().remove(snapshotId);
    claim.answer(tables, snapshotId);
    claim.done(tables);
    return snapshotId;
  }

  /** What a repeated request is answered with, whatever became of the lock since. */
  private static String write(SnapshotLockRow lock, long now) {
    return String.join(
        "/",
        lock.snapshotId(),
        Integer.toString(lock.coolOffHours()),
        Integer.toString(lock.durationDays()),
        Long.toString(lock.createdAt()),
        Long.toString(lock.coolOffEndsAt()),
        lock.startsAt() == null ? "" : lock.startsAt().toString(),
        Long.toString(now));
  }

  private static Locked read(Caller caller, String answer) {
    String[] parts = answer.split("/", ANSWER_PARTS);
    int days = Integer.parseInt(parts[2]);
    Long startsAt = parts[5].isEmpty() ? null : Long.valueOf(parts[5]);
    return new Locked(
        new SnapshotLockRow(
            parts[0],
            caller.accountId(),
            Integer.parseInt(parts[1]),
            days,
            Long.parseLong(parts[3]),
            Long.parseLong(parts[4]),
            startsAt,
            startsAt == null ? null : startsAt + Duration.ofDays(days).toMillis()),
        Long.parseLong(parts[6]));
  }
}
