package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.Refusal;

/** Rolls one disk back to a snapshot of its own. */
final class ResetDisk implements Action {
  private final DiskChanges changes;

  ResetDisk(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String undo =
        changes.reset(
            invocation.caller(),
            new dev.stillpoint.control.disk.ResetDisk(
                arguments.required("DiskId"),
                arguments.required("SnapshotId"),
                arguments.flagOrNull("DryRun")));
    return new Fields().text("UndoSnapshotGroupId", undo);
  }
}
