package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.snapshot.SnapshotLocks;

/** Takes a lock away whose cool-off period runs. */
final class UnlockSnapshot implements Action {
  private final SnapshotLocks locks;

  UnlockSnapshot(SnapshotLocks locks) {
    this.locks = locks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    locks.unlock(
        invocation.caller(),
        new dev.stillpoint.control.snapshot.UnlockSnapshot(
            arguments.required("RegionId"),
            arguments.required("SnapshotId"),
            arguments.textOrNull("ClientToken"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
