package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/** Makes a data disk, empty or from a snapshot. */
final class CreateDisk implements Action {
  private final Disks disks;

  CreateDisk(Disks disks) {
    this.disks = disks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    if (!arguments.structures("Arn").isEmpty()) {
      throw new Refusal(DiskError.INVALID_PARAMETER_ARNS);
    }
    String diskId =
        disks.create(
            caller,
            new dev.stillpoint.control.disk.CreateDisk(
                arguments.required("RegionId"),
                arguments.textOrNull("ZoneId"),
                arguments.textOrNull("InstanceId"),
                arguments.textOrNull("DiskCategory"),
                arguments.wholeOrNull("Size"),
                arguments.textOrNull("SnapshotId"),
                arguments.textOrNull("PerformanceLevel"),
                arguments.longOrNull("ProvisionedIops"),
                arguments.flagOrNull("BurstingEnabled"),
                arguments.flagOrNull("Encrypted"),
                arguments.textOrNull("KMSKeyId"),
                arguments.textOrNull("EncryptAlgorithm"),
                arguments.textOrNull("MultiAttach"),
                arguments.textOrNull("DiskName"),
                arguments.textOrNull("Description"),
                arguments.textOrNull("StorageSetId"),
                arguments.textOrNull("StorageClusterId"),
                arguments.textOrNull("AdvancedFeatures"),
                arguments.textOrNull("ClientToken"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.tags()));
    return new Fields().text("DiskId", diskId);
  }
}
