package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.snapshot.Snapshots;

/** Moves a snapshot to the archive. */
final class ModifySnapshotCategory implements Action {
  private static final int RETENTION_DAYS_MAX = 65_536;

  private final Snapshots snapshots;

  ModifySnapshotCategory(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String taskId =
        snapshots.changeCategory(
            invocation.caller(),
            arguments.required("SnapshotId"),
            arguments.textOrNull("Category"),
            arguments.daysOrNull(
                "RetentionDays", GroupError.INVALID_RETENTION_DAYS_MALFORMED, RETENTION_DAYS_MAX));
    return new Fields().text("TaskId", taskId);
  }
}
