package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;

/** Removes an alias; its key stays. */
final class DeleteAlias implements Action {
  private final Keys keys;

  DeleteAlias(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    keys.deleteAlias(invocation.caller(), arguments.required("AliasName"));
    return new Fields();
  }
}
