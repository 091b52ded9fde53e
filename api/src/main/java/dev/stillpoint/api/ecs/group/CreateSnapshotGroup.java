package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;

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
    String groupId =
        groups.create(
            caller,
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
                arguments.tags()));
    return new Fields().text("SnapshotGroupId", groupId);
  }
}
