package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;

/** Changes how disks are paid. */
final class ModifyDiskChargeType implements Action {
  private static final int DISKS_MAX = 16;

  private final DiskChanges changes;

  ModifyDiskChargeType(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    changes.modifyChargeType(
        invocation.caller(),
        new dev.stillpoint.control.disk.ModifyDiskChargeType(
            arguments.required("RegionId"),
            arguments.required("InstanceId"),
            arguments.jsonListOrNull("DiskIds", DiskError.INVALID_DISK_IDS_MALFORMED, DISKS_MAX),
            arguments.textOrNull("DiskChargeType")));
    return new Fields();
  }
}
