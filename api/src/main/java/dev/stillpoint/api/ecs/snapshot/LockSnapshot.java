package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.snapshot.SnapshotLockView;
import dev.stillpoint.control.snapshot.SnapshotLocks;

/** Keeps a snapshot from being deleted for a time. */
final class LockSnapshot implements Action {
  private final SnapshotLocks locks;

  LockSnapshot(SnapshotLocks locks) {
    this.locks = locks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    SnapshotLockView lock =
        locks.lock(
            invocation.caller(),
            new dev.stillpoint.control.snapshot.LockSnapshot(
                arguments.required("RegionId"),
                arguments.required("SnapshotId"),
                arguments.required("LockMode"),
                arguments.wholeOrNull("LockDuration"),
                arguments.wholeOrNull("CoolOffPeriod"),
                arguments.textOrNull("ClientToken"),
                arguments.flagOrNull("DryRun")));
    return new Fields().struct("LockedSnapshotInfo", shown(lock));
  }

  /** A lock as every action on locks shows it. */
  static Fields shown(SnapshotLockView lock) {
    return new Fields()
        .text("SnapshotId", lock.snapshotId())
        .text("LockMode", "compliance")
        .text("LockStatus", lock.status())
        .text("LockCreationTime", Shapes.seconds(lock.creationTime()))
        .whole("CoolOffPeriod", lock.coolOffHours())
        .text("CoolOffPeriodExpiredTime", Shapes.seconds(lock.coolOffExpiryTime()))
        .whole("LockDuration", lock.durationDays())
        .text("LockDurationStartTime", Shapes.seconds(lock.startTime()))
        .text("LockExpiredTime", Shapes.seconds(lock.expiryTime()));
  }
}
