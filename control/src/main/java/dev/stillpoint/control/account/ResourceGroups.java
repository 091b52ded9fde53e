package dev.stillpoint.control.account;

import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.rule.TextRule;

/** Which resource group a new thing goes to. */
public final class ResourceGroups {
  private ResourceGroups() {}

  /**
   * The group that was named, or the account's default.
   *
   * @param resourceGroupId may be absent
   * @throws Refusal InvalidResourceGroup.NotFound
   */
  public static String resolve(Tables tables, String accountId, String resourceGroupId)
      throws Refusal {
    if (TextRule.absent(resourceGroupId)) {
      return tables
          .accounts()
          .defaultResourceGroup(accountId)
          .orElseThrow(
              () -> new IllegalStateException("account " + accountId + " has no resource group"));
    }
    if (!tables.accounts().hasResourceGroup(accountId, resourceGroupId)) {
      throw new Refusal(SharedError.INVALID_RESOURCE_GROUP_NOT_FOUND, resourceGroupId);
    }
    return resourceGroupId;
  }
}
