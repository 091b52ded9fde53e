package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.snapshot.Snapshots;

/** Freezes one disk. */
final class CreateSnapshot implements Action {
  private final Snapshots snapshots;

  CreateSnapshot(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Boolean instantAccess = arguments.flagOrNull("InstantAccess");
    Frozen frozen =
        snapshots.create(
            caller,
            new dev.stillpoint.control.snapshot.CreateSnapshot(
                arguments.required("DiskId"),
                arguments.textOrNull("SnapshotName"),
                arguments.textOrNull("Description"),
                arguments.daysOrNull(
                    "RetentionDays", GroupError.INVALID_RETENTION_DAYS_MALFORMED, 65536),
                arguments.textOrNull("Category"),
                instantAccess,
                Boolean.TRUE.equals(instantAccess)
                    ? arguments.daysOrNull(
                        "InstantAccessRetentionDays",
                        SnapshotError.INVALID_INSTANT_ACCESS_RETENTION_DAYS_MALFORMED,
                        65535)
                    : null,
                arguments.textOrNull("ClientToken"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("StorageLocationArn"),
                arguments.tags()));
    Fields answer = new Fields().text("SnapshotId", frozen.id());
    Shapes.cut(answer, frozen.cutTime(), frozen.cutLsn());
    return answer;
  }
}
