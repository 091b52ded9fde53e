package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.Refusal;

/** Makes a disk what it was born as. */
final class ReInitDisk implements Action {
  private final DiskChanges changes;

  ReInitDisk(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String undo =
        changes.reinit(
            invocation.caller(),
            new dev.stillpoint.control.disk.ReInitDisk(
                arguments.required("DiskId"),
                arguments.textOrNull("Password"),
                arguments.textOrNull("KeyPairName"),
                arguments.flagOrNull("AutoStartInstance"),
                arguments.textOrNull("SecurityEnhancementStrategy")));
    return new Fields().text("UndoSnapshotGroupId", undo);
  }
}
