package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.Refusal;

/** Changes what disks are called and what goes with them. */
final class ModifyDiskAttribute implements Action {
  private final DiskChanges changes;

  ModifyDiskAttribute(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    changes.modify(
        invocation.caller(),
        new dev.stillpoint.control.disk.ModifyDiskAttribute(
            arguments.textOrNull("RegionId"),
            arguments.textOrNull("DiskId"),
            arguments.list("DiskIds"),
            arguments.sent("DiskName").orElse(null),
            arguments.sent("Description").orElse(null),
            arguments.flagOrNull("DeleteWithInstance"),
            arguments.flagOrNull("DeleteAutoSnapshot"),
            arguments.flagOrNull("EnableAutoSnapshot"),
            arguments.flagOrNull("BurstingEnabled")));
    return new Fields();
  }
}
