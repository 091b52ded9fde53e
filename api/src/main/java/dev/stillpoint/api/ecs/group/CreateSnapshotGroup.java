package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.Objections.Objection;
import java.util.List;

/** Freezes several disks at one instant. */
final class CreateSnapshotGroup implements Action {
  private final Groups groups;

  CreateSnapshotGroup(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Boolean instantAccess = arguments.flagOrNull("InstantAccess");
    var request =
        new dev.stillpoint.control.group.CreateSnapshotGroup(
            arguments.required("RegionId"),
            arguments.textOrNull("InstanceId"),
            arguments.list("DiskId"),
            arguments.list("ExcludeDiskId"),
            arguments.textOrNull("Name"),
            arguments.textOrNull("Description"),
            instantAccess,
            Boolean.TRUE.equals(instantAccess)
                ? arguments.daysOrNull(
                    "InstantAccessRetentionDays",
                    GroupError.INVALID_RETENTION_DAYS_MALFORMED,
                    65535)
                : null,
            arguments.textOrNull("ClientToken"),
            arguments.textOrNull("ResourceGroupId"),
            arguments.textOrNull("StorageLocationArn"),
            arguments.textOrNull("Category"),
            arguments.tags());
    if (arguments.isTrue("Preflight")) {
      return told(groups.preflight(caller, request));
    }
    Frozen frozen = groups.create(caller, request);
    Fields answer = new Fields().text("SnapshotGroupId", frozen.id());
    Shapes.cut(answer, frozen.cutTime(), frozen.cutLsn());
    return answer;
  }

  /** An extension: everything that stands against the request, and nothing is made. */
  private static Fields told(List<Objection> objections) {
    return new Fields()
        .flag("Allowed", objections.isEmpty())
        .list("Objections", "Objection", objections, CreateSnapshotGroup::told);
  }

  private static Fields told(Objection objection) {
    ErrorCode code = objection.refusal().code();
    return new Fields()
        .text("DiskId", objection.subject())
        .whole("Status", code.status())
        .text("Code", code.code())
        .text("Message", objection.refusal().getMessage());
  }
}
