package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Product;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.resourcegroup.Grouping;
import java.util.List;

/** The table of this product's actions. */
public final class ResourceManagerProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2020-03-31";

  private ResourceManagerProduct() {}

  /** All actions over the doors of the control room. */
  public static Product over(Control control) {
    Grouping grouping = control.grouping();
    return new Product(
        VERSION,
        List.of(
            new CreateResourceGroup(grouping),
            new GetResourceGroup(grouping),
            new ListResourceGroups(grouping),
            new UpdateResourceGroup(grouping),
            new DeleteResourceGroup(grouping),
            new ListResources(grouping)));
  }
}
