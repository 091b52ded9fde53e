package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;

/** Changes the name or the description of a group. */
final class ModifySnapshotGroup implements Action {
  private final Groups groups;

  ModifySnapshotGroup(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    groups.modify(
        caller,
        new dev.stillpoint.control.group.ModifySnapshotGroup(
            arguments.required("RegionId"),
            arguments.required("SnapshotGroupId"),
            arguments.sent("Name").orElse(null),
            arguments.sent("Description").orElse(null)));
    return new Fields();
  }
}
