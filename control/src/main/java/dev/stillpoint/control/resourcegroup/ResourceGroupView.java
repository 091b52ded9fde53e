package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.catalog.ResourceGroupRow;
import java.time.Instant;

/** What every answer shows of a resource group. */
record ResourceGroupView(
    String id, String accountId, String name, String displayName, Instant createDate) {
  static ResourceGroupView of(ResourceGroupRow row) {
    return new ResourceGroupView(
        row.resourceGroupId(),
        row.accountId(),
        row.name(),
        row.displayName(),
        Instant.ofEpochMilli(row.createdAt()));
  }
}
