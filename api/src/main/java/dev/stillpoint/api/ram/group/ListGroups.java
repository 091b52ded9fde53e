package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.UserGroups;
import dev.stillpoint.control.access.UserGroups.Group;
import dev.stillpoint.control.fault.Refusal;

/** Lists groups of users. */
final class ListGroups implements Action {
  private final UserGroups userGroups;

  ListGroups(UserGroups userGroups) {
    this.userGroups = userGroups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Chunked<Group> chunk =
        userGroups.list(
            invocation.caller(), arguments.textOrNull("Marker"), arguments.wholeOrNull("MaxItems"));
    Fields answer = new Fields().list("Groups", "Group", chunk.items(), RamShapes::group);
    return RamShapes.part(answer, chunk);
  }
}
