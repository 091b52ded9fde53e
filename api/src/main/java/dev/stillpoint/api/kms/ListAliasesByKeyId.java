package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;

/** Lists the aliases of one key. */
final class ListAliasesByKeyId implements Action {
  private final Keys keys;

  ListAliasesByKeyId(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    return KeyShapes.aliases(
        keys.aliasesOf(invocation.caller(), arguments.required("KeyId"), arguments.paging()));
  }
}
