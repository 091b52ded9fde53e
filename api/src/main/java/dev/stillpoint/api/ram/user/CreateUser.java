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

/** Makes a user. */
final class CreateUser implements Action {
  private final Users users;

  CreateUser(Users users) {
    this.users = users;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    UserView user =
        users.create(
            invocation.caller(),
            new dev.stillpoint.control.access.CreateUser(
                arguments.textOrNull("UserName"),
                arguments.textOrNull("DisplayName"),
                arguments.textOrNull("MobilePhone"),
                arguments.textOrNull("Email"),
                arguments.textOrNull("Comments")));
    return new Fields().struct("User", RamShapes.newUser(user));
  }
}
