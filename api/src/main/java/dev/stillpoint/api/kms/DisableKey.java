package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;

/** Takes a key away from use. */
final class DisableKey implements Action {
  private final Keys keys;

  DisableKey(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    keys.disable(invocation.caller(), arguments.required("KeyId"));
    return new Fields();
  }
}
