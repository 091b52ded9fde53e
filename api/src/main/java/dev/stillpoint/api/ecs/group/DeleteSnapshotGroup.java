package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;

/** Deletes a group with its snapshots. */
final class DeleteSnapshotGroup implements Action {
  private final Groups groups;

  DeleteSnapshotGroup(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Fields answer = new Fields();
    Shapes.progress(
        answer,
        groups.delete(
            caller, arguments.required("RegionId"), arguments.required("SnapshotGroupId")));
    return answer;
  }
}
