package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.snapshot.Snapshots;

/** Deletes a snapshot. */
final class DeleteSnapshot implements Action {
  private final Snapshots snapshots;

  DeleteSnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    snapshots.delete(caller, arguments.required("SnapshotId"), arguments.flagOrNull("Force"));
    return new Fields();
  }
}
