package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;
import dev.stillpoint.control.key.MasterKeyView;

/** Makes a key. */
final class CreateKey implements Action {
  private final Keys keys;

  CreateKey(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    arguments.refuseWithoutFeature("DKMSInstanceId", "EnableAutomaticRotation", "Policy", "Tags");
    MasterKeyView made =
        keys.create(
            invocation.caller(),
            new dev.stillpoint.control.key.CreateKey(
                arguments.textOrNull("Description"),
                arguments.textOrNull("KeyUsage"),
                arguments.textOrNull("Origin"),
                arguments.textOrNull("KeySpec"),
                arguments.textOrNull("ProtectionLevel")));
    return new Fields().struct("KeyMetadata", KeyShapes.metadata(made));
  }
}
