package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;
import dev.stillpoint.control.key.MasterKeyView;
import dev.stillpoint.control.request.Listing;

/** Lists keys. */
final class ListKeys implements Action {
  private final Keys keys;

  ListKeys(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    arguments.refuseWithoutFeature("Filters");
    Listing<MasterKeyView> listing = keys.list(invocation.caller(), arguments.paging());
    Fields answer =
        new Fields()
            .list(
                "Keys",
                "Key",
                listing.items(),
                key -> new Fields().text("KeyId", key.keyId()).text("KeyArn", key.arn()));
    return KeyShapes.page(answer, listing);
  }
}
