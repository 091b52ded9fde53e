package dev.stillpoint.api.ram.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.UserGroups;
import java.util.List;

/** The actions on groups of users. */
public final class UserGroupActions {
  private UserGroupActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(UserGroups userGroups) {
    return List.of(
        new CreateGroup(userGroups),
        new GetGroup(userGroups),
        new UpdateGroup(userGroups),
        new DeleteGroup(userGroups),
        new ListGroups(userGroups),
        new AddUserToGroup(userGroups),
        new RemoveUserFromGroup(userGroups),
        new ListGroupsForUser(userGroups),
        new ListUsersForGroup(userGroups));
  }
}
