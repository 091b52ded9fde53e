package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Accounts with their access keys and resource groups. */
public final class AccountTable {
  private final Handle handle;

  AccountTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds an account. */
  public void add(String accountId, long createdAt) {
    handle
        .createUpdate("INSERT INTO accounts (account_id, created_at) VALUES (:id, :at)")
        .bind("id", accountId)
        .bind("at", createdAt)
        .execute();
  }

  /** Every account, oldest first. */
  public List<String> all() {
    return handle
        .createQuery("SELECT account_id FROM accounts ORDER BY created_at, account_id")
        .mapTo(String.class)
        .list();
  }

  /** Adds an access key. */
  public void addKey(AccessKeyRow key) {
    handle
        .createUpdate(
            """
            INSERT INTO access_keys (access_key_id, account_id, secret, active, created_at)
            VALUES (:accessKeyId, :accountId, :secret, :active, :createdAt)
            """)
        .bindMethods(key)
        .execute();
  }

  /** The key of that identifier. */
  public Optional<AccessKeyRow> key(String accessKeyId) {
    return handle
        .createQuery("SELECT * FROM access_keys WHERE access_key_id = :id")
        .bind("id", accessKeyId)
        .mapTo(AccessKeyRow.class)
        .findOne();
  }

  /** The key of that identifier with whose it is, in one look: every request asks for it. */
  public Optional<CredentialRow> credential(String accessKeyId) {
    return handle
        .createQuery(
            """
            SELECT k.access_key_id, k.account_id, k.secret, k.active,
              m.subject IS NOT NULL AS disabled, u.user_id, u.name AS user_name
            FROM access_keys AS k
              LEFT JOIN operator_marks AS m ON m.subject = k.account_id AND m.mark = :mark
              LEFT JOIN access_key_users AS o ON o.access_key_id = k.access_key_id
              LEFT JOIN ram_users AS u ON u.user_id = o.user_id
            WHERE k.access_key_id = :id
            """)
        .bind("id", accessKeyId)
        .bind("mark", Mark.DISABLED)
        .mapTo(CredentialRow.class)
        .findOne();
  }

  /** The keys of an account itself, oldest first; none of its users'. */
  public List<AccessKeyRow> keys(String accountId) {
    return handle
        .createQuery(
            """
            SELECT * FROM access_keys WHERE account_id = :id
              AND access_key_id NOT IN (SELECT access_key_id FROM access_key_users)
            ORDER BY created_at, access_key_id
            """)
        .bind("id", accountId)
        .mapTo(AccessKeyRow.class)
        .list();
  }

  /** Lets a key open something, or not. */
  public void setActive(String accessKeyId, boolean active) {
    handle
        .createUpdate("UPDATE access_keys SET active = :active WHERE access_key_id = :id")
        .bind("active", active)
        .bind("id", accessKeyId)
        .execute();
  }

  /** Adds a resource group. */
  public void addResourceGroup(String resourceGroupId, String accountId, boolean isDefault) {
    handle
        .createUpdate(
            """
            INSERT INTO resource_groups (resource_group_id, account_id, is_default)
            VALUES (:id, :account, :default)
            """)
        .bind("id", resourceGroupId)
        .bind("account", accountId)
        .bind("default", isDefault)
        .execute();
  }

  /** True when the account has that resource group. */
  public boolean hasResourceGroup(String accountId, String resourceGroupId) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM resource_groups
            WHERE resource_group_id = :id AND account_id = :account
            """)
        .bind("id", resourceGroupId)
        .bind("account", accountId)
        .mapTo(Boolean.class)
        .one();
  }

  /** The resource group that things go to when none is named. */
  public Optional<String> defaultResourceGroup(String accountId) {
    return handle
        .createQuery(
            """
            SELECT resource_group_id FROM resource_groups
            WHERE account_id = :account AND is_default = 1
            """)
        .bind("account", accountId)
        .mapTo(String.class)
        .findFirst();
  }
}
