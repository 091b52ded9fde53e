package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserGroups;
import dev.stillpoint.control.access.UserGroups.Group;
import dev.stillpoint.control.fault.Refusal;

/** Shows a group of users. */
final class GetGroup implements Action {
  private final UserGroups userGroups;

  GetGroup(UserGroups userGroups) {
    this.userGroups = userGroups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Group group = userGroups.get(invocation.caller(), arguments.textOrNull("GroupName"));
    return new Fields().struct("Group", RamShapes.group(group));
  }
}
