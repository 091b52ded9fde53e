package dev.stillpoint.api.sts;

import dev.stillpoint.api.action.Product;
import dev.stillpoint.control.access.Access;
import java.util.List;

/** The table of this product's actions. */
public final class StsProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2015-04-01";

  private StsProduct() {}

  /** All actions over the doors of the control room. */
  public static Product over(Access access) {
    return new Product(
        VERSION, List.of(new AssumeRole(access.sessions()), new GetCallerIdentity()));
  }
}
