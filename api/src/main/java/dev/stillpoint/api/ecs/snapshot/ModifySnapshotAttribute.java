package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.snapshot.Snapshots;

/** Changes the name, the description or the retention of a snapshot. */
final class ModifySnapshotAttribute implements Action {
  private static final int RETENTION_DAYS_MAX = 65_536;

  private final Snapshots snapshots;

  ModifySnapshotAttribute(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    snapshots.modify(
        invocation.caller(),
        new dev.stillpoint.control.snapshot.ModifySnapshotAttribute(
            arguments.required("SnapshotId"),
            arguments.sent("SnapshotName").orElse(null),
            arguments.sent("Description").orElse(null),
            arguments.daysOrNull(
                "RetentionDays", GroupError.INVALID_RETENTION_DAYS_MALFORMED, RETENTION_DAYS_MAX),
            disableInstantAccess(arguments)));
    return new Fields();
  }

  private static Boolean disableInstantAccess(Arguments arguments) throws Refusal {
    try {
      return arguments.flagOrNull("DisableInstantAccess");
    } catch (ApiFault neither) {
      throw new Refusal(neither, SnapshotError.INVALID_SNAPSHOT_DISABLE_INSTANT_ACCESS_MALFORMED);
    }
  }
}
