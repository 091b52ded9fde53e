package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.key.Keys;
import dev.stillpoint.control.key.MasterKeyView;

/** Shows a key. */
final class DescribeKey implements Action {
  private final Keys keys;

  DescribeKey(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    MasterKeyView key =
        keys.describe(invocation.caller(), invocation.arguments().required("KeyId"));
    Fields shown =
        KeyShapes.metadata(key)
            .text("DeletionProtection", "Disabled")
            .text("DeletionProtectionDescription", "");
    return new Fields().struct("KeyMetadata", shown);
  }
}
