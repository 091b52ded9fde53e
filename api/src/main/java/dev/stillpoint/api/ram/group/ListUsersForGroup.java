package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.UserGroups;
import dev.stillpoint.control.access.UserGroups.Joined;
import dev.stillpoint.control.access.UserView;
import dev.stillpoint.control.fault.Refusal;

/** Lists the users of a group. */
final class ListUsersForGroup implements Action {
  private final UserGroups userGroups;

  ListUsersForGroup(UserGroups userGroups) {
    this.userGroups = userGroups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Chunked<Joined<UserView>> chunk =
        userGroups.members(
            invocation.caller(),
            arguments.textOrNull("GroupName"),
            arguments.textOrNull("Marker"),
            arguments.wholeOrNull("MaxItems"));
    Fields answer = new Fields().list("Users", "User", chunk.items(), ListUsersForGroup::user);
    return RamShapes.part(answer, chunk);
  }

  private static Fields user(Joined<UserView> joined) {
    return new Fields()
        .text("UserName", joined.member().userName())
        .text("DisplayName", joined.member().displayName())
        .text("JoinDate", Shapes.seconds(joined.joinDate()));
  }
}
