package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserView;
import dev.stillpoint.control.access.Users;
import dev.stillpoint.control.fault.Refusal;

/** Shows a user. */
final class GetUser implements Action {
  private final Users users;

  GetUser(Users users) {
    this.users = users;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    UserView user = users.get(invocation.caller(), arguments.textOrNull("UserName"));
    return new Fields().struct("User", RamShapes.user(user).text("LastLoginDate", ""));
  }
}
