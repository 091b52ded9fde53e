package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/** Deletes an Available disk. */
final class DeleteDisk implements Action {
  private final Disks disks;

  DeleteDisk(Disks disks) {
    this.disks = disks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    disks.delete(caller, arguments.required("DiskId"));
    return new Fields();
  }
}
