package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserGroups;
import dev.stillpoint.control.access.UserGroups.Group;
import dev.stillpoint.control.access.UserGroups.Joined;
import dev.stillpoint.control.fault.Refusal;
import java.util.List;

/** Lists the groups that a user is in. */
final class ListGroupsForUser implements Action {
  private final UserGroups userGroups;

  ListGroupsForUser(UserGroups userGroups) {
    this.userGroups = userGroups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    List<Joined<Group>> groups =
        userGroups.ofUser(invocation.caller(), arguments.textOrNull("UserName"));
    return new Fields().list("Groups", "Group", groups, ListGroupsForUser::group);
  }

  private static Fields group(Joined<Group> joined) {
    return new Fields()
        .text("GroupId", joined.member().id())
        .text("GroupName", joined.member().name())
        .text("Comments", joined.member().comments())
        .text("JoinDate", Shapes.seconds(joined.joinDate()));
  }
}
