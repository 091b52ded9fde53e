package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Resource groups with their names. */
public final class ResourceGroupTable {
  private static final String ALL =
      """
      SELECT g.resource_group_id, g.account_id, g.is_default,
        COALESCE(n.name, 'default') AS name,
        COALESCE(n.display_name, 'Default Resource Group') AS display_name,
        COALESCE(n.created_at, a.created_at) AS created_at
      FROM resource_groups g
        JOIN accounts a ON a.account_id = g.account_id
        LEFT JOIN resource_group_names n ON n.resource_group_id = g.resource_group_id
      WHERE g.account_id = :account
      """;

  private final Handle handle;

  ResourceGroupTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a group; the account and the identifier must be free of it. */
  public void add(ResourceGroupRow row) {
    new AccountTable(handle).addResourceGroup(row.resourceGroupId(), row.accountId(), false);
    handle
        .createUpdate(
            """
            INSERT INTO resource_group_names (resource_group_id, name, display_name, created_at)
            VALUES (:resourceGroupId, :name, :displayName, :createdAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The account's groups, the default one first, then oldest first. */
  public List<ResourceGroupRow> all(String accountId) {
    return handle
        .createQuery(ALL + " ORDER BY g.is_default DESC, created_at, g.resource_group_id")
        .bind("account", accountId)
        .mapTo(ResourceGroupRow.class)
        .list();
  }

  /** The account's group of that identifier. */
  public Optional<ResourceGroupRow> find(String accountId, String resourceGroupId) {
    return handle
        .createQuery(ALL + " AND g.resource_group_id = :id")
        .bind("account", accountId)
        .bind("id", resourceGroupId)
        .mapTo(ResourceGroupRow.class)
        .findOne();
  }

  /** Changes what people call a group that is not the default one. */
  public void setDisplayName(String resourceGroupId, String displayName) {
    handle
        .createUpdate(
            """
            UPDATE resource_group_names SET display_name = :name WHERE resource_group_id = :id
            """)
        .bind("id", resourceGroupId)
        .bind("name", displayName)
        .execute();
  }

  /** Removes a group that is not the default one. */
  public void remove(String resourceGroupId) {
    handle
        .createUpdate("DELETE FROM resource_group_names WHERE resource_group_id = :id")
        .bind("id", resourceGroupId)
        .execute();
    handle
        .createUpdate("DELETE FROM resource_groups WHERE resource_group_id = :id")
        .bind("id", resourceGroupId)
        .execute();
  }
}
