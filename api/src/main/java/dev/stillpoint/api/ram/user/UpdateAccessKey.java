package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserKeys;
import dev.stillpoint.control.fault.Refusal;

/** Lets an access key sign or not. */
final class UpdateAccessKey implements Action {
  private final UserKeys userKeys;

  UpdateAccessKey(UserKeys userKeys) {
    this.userKeys = userKeys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    userKeys.update(
        invocation.caller(),
        arguments.textOrNull("UserName"),
        arguments.textOrNull("UserAccessKeyId"),
        arguments.textOrNull("Status"));
    return new Fields();
  }
}
