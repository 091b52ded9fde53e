package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;

/** Gives a key another name. */
final class CreateAlias implements Action {
  private final Keys keys;

  CreateAlias(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    keys.createAlias(
        invocation.caller(), arguments.required("AliasName"), arguments.required("KeyId"));
    return new Fields();
  }
}
