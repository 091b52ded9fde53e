package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserGroups;
import dev.stillpoint.control.fault.Refusal;

/** Lets a user join a group. */
final class AddUserToGroup implements Action {
  private final UserGroups userGroups;

  AddUserToGroup(UserGroups userGroups) {
    this.userGroups = userGroups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    userGroups.add(
        invocation.caller(), arguments.textOrNull("UserName"), arguments.textOrNull("GroupName"));
    return new Fields();
  }
}
