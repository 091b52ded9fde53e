package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotLockFilter;
import dev.stillpoint.catalog.SnapshotLockFilter.Phase;
import dev.stillpoint.catalog.SnapshotLockRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import java.time.Instant;
import java.util.List;

/** Locks whose rows the catalog keeps. */
public final class CatalogSnapshotLocks implements SnapshotLocks {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_DEFAULT = 10;
  private static final int RESULTS_MIN = 10;
  private static final int RESULTS_MAX = 100;
  private static final String COOLING_OFF = "compliance-cooloff";
  private static final String IN_FORCE = "compliance";
  private static final String EXPIRED = "expired";

  private final Foundation foundation;
  private final SnapshotLocking locking;

  public CatalogSnapshotLocks(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.locking = new SnapshotLocking(foundation, tokens);
  }

  @Override
  public SnapshotLockView lock(Caller caller, LockSnapshot request) throws Refusal {
    SnapshotLocking.Locked locked = locking.lock(caller, request);
    return view(locked.row(), locked.answeredAt());
  }

  @Override
  public void unlock(Caller caller, UnlockSnapshot request) throws Refusal {
    locking.unlock(caller, request);
  }

  @Override
  public Listing<SnapshotLockView> describe(Caller caller, DescribeLockedSnapshots request)
      throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    List<String> ids = request.snapshotIds().isEmpty() ? null : request.snapshotIds();
    if (ids != null && ids.size() > IDS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "SnapshotIds.N");
    }
    long now = foundation.now();
    SnapshotLockFilter filter =
        new SnapshotLockFilter(caller.accountId(), ids, phase(request.lockStatus()), now);
    int most = request.maxResults() == null ? RESULTS_DEFAULT : request.maxResults();
    Pages pages =
        Pages.of(new Paging(null, null, most, request.nextToken()), RESULTS_MIN, RESULTS_MAX);
    foundation
        .admission()
        .admit(caller, "DescribeLockedSnapshots", request.regionId(), Resource.all());
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return foundation
        .catalog()
        .read(tables -> {
          Slice<SnapshotLockRow> slice = tables.snapshotLocks().list(filter, pages.part());
          if (ids != null && filter.phase() == null && slice.total() == 0) {
            throw new Refusal(
                SnapshotError.INVALID_SNAPSHOT_LOCK_NOT_FOUND, String.join(", ", ids));
          }
          return pages.listing(
              slice,
              slice.rows().stream().map(row -> view(row, now)).toList(),
              row -> new Position(row.createdAt(), row.snapshotId()));
        });
  }

  private static Phase phase(String status) throws Refusal {
    if (TextRule.absent(status)) {
      return null;
    }
    return switch (status) {
      case COOLING_OFF -> Phase.COOLING_OFF;
      case IN_FORCE -> Phase.IN_FORCE;
      case EXPIRED -> Phase.EXPIRED;
      default -> throw new Refusal(SnapshotError.INVALID_LOCK_STATUS_MALFORMED, status);
    };
  }

  private static SnapshotLockView view(SnapshotLockRow row, long now) {
    return new SnapshotLockView(
        row.snapshotId(),
        status(row, now),
        Instant.ofEpochMilli(row.createdAt()),
        row.coolOffHours(),
        Instant.ofEpochMilli(row.coolOffEndsAt()),
        row.durationDays(),
        instant(row.startsAt()),
        instant(row.endsAt()));
  }

  private static String status(SnapshotLockRow row, long now) {
    if (!row.holdsAt(now)) {
      return EXPIRED;
    }
    return row.coolsOffAt(now) ? COOLING_OFF : IN_FORCE;
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
