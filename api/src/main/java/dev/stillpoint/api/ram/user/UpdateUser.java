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

/** Changes a user. */
final class UpdateUser implements Action {
  private final Users users;

  UpdateUser(Users users) {
    this.users = users;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    UserView user =
        users.update(
            invocation.caller(),
            new dev.stillpoint.control.access.UpdateUser(
                arguments.textOrNull("UserName"),
                arguments.textOrNull("NewUserName"),
                arguments.sent("NewDisplayName").orElse(null),
                arguments.sent("NewMobilePhone").orElse(null),
                arguments.sent("NewEmail").orElse(null),
                arguments.sent("NewComments").orElse(null)));
    return new Fields().struct("User", RamShapes.user(user));
  }
}
