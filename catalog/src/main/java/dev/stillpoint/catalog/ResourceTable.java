package dev.stillpoint.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Things of every kind, as tags and resource groups see them. */
public final class ResourceTable {
  private final Handle handle;

  ResourceTable(Handle handle) {
    this.handle = handle;
  }

  /** The thing of that kind and identifier, if that account owns it and it is not going. */
  public Optional<ResourceRow> find(ResourceKind kind, String accountId, String resourceId) {
    return handle
        .createQuery(
            "SELECT * FROM ("
                + kind.select()
                + ") WHERE resource_id = :id AND account_id = :account")
        .bind("id", resourceId)
        .bind("account", accountId)
        .mapTo(ResourceRow.class)
        .findOne();
  }

  /** Moves a thing to a resource group. */
  public void setResourceGroup(ResourceKind kind, String resourceId, String resourceGroupId) {
    handle
        .createUpdate(kind.move())
        .bind("id", resourceId)
        .bind("group", resourceGroupId)
        .execute();
  }

  /** True when some thing of some kind is in the resource group. */
  public boolean holds(String resourceGroupId) {
    String all =
        Arrays.stream(ResourceKind.values())
            .map(kind -> "SELECT 1 FROM (" + kind.select() + ") WHERE resource_group_id = :id")
            .collect(Collectors.joining(" UNION ALL "));
    return handle
        .createQuery("SELECT EXISTS (" + all + ")")
        .bind("id", resourceGroupId)
        .mapTo(Boolean.class)
        .one();
  }

  /** The things of a kind that an account has, of one resource group or of all, oldest first. */
  public List<ResourceRow> list(ResourceKind kind, String accountId, String resourceGroupId) {
    return handle
        .createQuery(
            "SELECT * FROM ("
                + kind.select()
                + ") WHERE account_id = :account"
                + " AND (:group IS NULL OR resource_group_id = :group)"
                + " ORDER BY created_at, resource_id")
        .bind("account", accountId)
        .bind("group", resourceGroupId)
        .mapTo(ResourceRow.class)
        .list();
  }
}
