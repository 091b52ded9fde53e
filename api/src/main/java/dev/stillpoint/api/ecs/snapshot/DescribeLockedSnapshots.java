package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.snapshot.SnapshotLockView;
import dev.stillpoint.control.snapshot.SnapshotLocks;

/** Lists locks on snapshots. */
final class DescribeLockedSnapshots implements Action {
  private final SnapshotLocks locks;

  DescribeLockedSnapshots(SnapshotLocks locks) {
    this.locks = locks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<SnapshotLockView> listing =
        locks.describe(
            invocation.caller(),
            new dev.stillpoint.control.snapshot.DescribeLockedSnapshots(
                arguments.required("RegionId"),
                arguments.list("SnapshotIds"),
                arguments.textOrNull("LockStatus"),
                arguments.flagOrNull("DryRun"),
                arguments.wholeOrNull("MaxResults"),
                arguments.textOrNull("NextToken")));
    return new Fields()
        .bareList("LockedSnapshotsInfo", listing.items(), LockSnapshot::shown)
        .text("NextToken", listing.nextToken());
  }
}
