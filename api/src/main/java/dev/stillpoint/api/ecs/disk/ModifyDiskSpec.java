package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.Refusal;
import java.util.List;

/** Gives a disk another category, level or provisioned performance. */
final class ModifyDiskSpec implements Action {
  private static final List<String> CONTROL_OPTIONS = List.of("IOPS", "Throughput", "Recover");

  private final DiskChanges changes;

  ModifyDiskSpec(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Arguments options = arguments.structure("PerformanceControlOptions");
    if (CONTROL_OPTIONS.stream().anyMatch(name -> options.text(name).isPresent())) {
      throw new Refusal(
          DiskSpecError.INVALID_PERFORMANCE_PARAMETER_DISK_NOT_IN_DEDICATED_STORAGE_CLUSTER);
    }
    String taskId =
        changes.modifySpec(
            invocation.caller(),
            new dev.stillpoint.control.disk.ModifyDiskSpec(
                arguments.required("DiskId"),
                arguments.textOrNull("DiskCategory"),
                arguments.textOrNull("PerformanceLevel"),
                arguments.longOrNull("ProvisionedIops"),
                arguments.textOrNull("DestinationZoneId"),
                arguments.flagOrNull("DryRun")));
    return new Fields().text("TaskId", taskId);
  }
}
