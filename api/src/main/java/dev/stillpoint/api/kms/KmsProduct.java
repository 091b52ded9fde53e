package dev.stillpoint.api.kms;

import dev.stillpoint.api.action.Product;
import dev.stillpoint.control.key.Keys;
import java.util.List;

/** The table of this product's actions. */
public final class KmsProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2016-01-20";

  private KmsProduct() {}

  /** All actions over the door of the control room. */
  public static Product over(Keys keys) {
    return new Product(
        VERSION,
        List.of(
            new CreateKey(keys),
            new DescribeKey(keys),
            new ListKeys(keys),
            new EnableKey(keys),
            new DisableKey(keys),
            new ScheduleKeyDeletion(keys),
            new CancelKeyDeletion(keys),
            new CreateAlias(keys),
            new UpdateAlias(keys),
            new DeleteAlias(keys),
            new ListAliases(keys),
            new ListAliasesByKeyId(keys)));
  }
}
