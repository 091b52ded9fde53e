package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Users;
import dev.stillpoint.control.fault.Refusal;

/** Deletes a user. */
final class DeleteUser implements Action {
  private final Users users;

  DeleteUser(Users users) {
    this.users = users;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    users.delete(invocation.caller(), arguments.textOrNull("UserName"));
    return new Fields();
  }
}
