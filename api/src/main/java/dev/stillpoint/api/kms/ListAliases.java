package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;

/** Lists the aliases of all keys. */
final class ListAliases implements Action {
  private final Keys keys;

  ListAliases(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    return KeyShapes.aliases(keys.aliases(invocation.caller(), invocation.arguments().paging()));
  }
}
