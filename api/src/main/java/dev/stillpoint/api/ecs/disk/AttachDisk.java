package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/** Attaches an Available disk to an instance. */
final class AttachDisk implements Action {
  private final Disks disks;

  AttachDisk(Disks disks) {
    this.disks = disks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    disks.attach(
        caller,
        new dev.stillpoint.control.disk.AttachDisk(
            arguments.requiredFilled("InstanceId"),
            arguments.requiredFilled("DiskId"),
            arguments.flagOrNull("DeleteWithInstance"),
            arguments.textOrNull("Device"),
            arguments.flagOrNull("Bootable"),
            arguments.flagOrNull("Force")));
    return new Fields();
  }
}
