package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.UserKeys;
import dev.stillpoint.control.access.Users;
import java.util.List;

/** The actions on users and their access keys. */
public final class UserActions {
  private UserActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Users users, UserKeys userKeys) {
    return List.of(
        new CreateUser(users),
        new GetUser(users),
        new UpdateUser(users),
        new DeleteUser(users),
        new ListUsers(users),
        new CreateAccessKey(userKeys),
        new ListAccessKeys(userKeys),
        new UpdateAccessKey(userKeys),
        new DeleteAccessKey(userKeys));
  }
}
