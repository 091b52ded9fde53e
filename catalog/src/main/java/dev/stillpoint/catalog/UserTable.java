package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Users, and which access keys are theirs. */
public final class UserTable {
  private final Handle handle;

  UserTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a user; there must be none of that name. */
  public void add(UserRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_users (user_id, account_id, name, display_name, mobile_phone, email,
              comments, created_at, updated_at)
            VALUES (:userId, :accountId, :name, :displayName, :mobilePhone, :email,
              :comments, :createdAt, :updatedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Writes a user anew; its number stays. */
  public void update(UserRow row) {
    handle
        .createUpdate(
            """
            UPDATE ram_users SET name = :name, display_name = :displayName,
              mobile_phone = :mobilePhone, email = :email, comments = :comments,
              updated_at = :updatedAt
            WHERE user_id = :userId
            """)
        .bindMethods(row)
        .execute();
  }

  /** The user of that number, whoever owns it. */
  public Optional<UserRow> find(String userId) {
    return handle
        .createQuery("SELECT * FROM ram_users WHERE user_id = :id")
        .bind("id", userId)
        .mapTo(UserRow.class)
        .findOne();
  }

  /** An account's user of that name. */
  public Optional<UserRow> named(String accountId, String name) {
    return handle
        .createQuery("SELECT * FROM ram_users WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(UserRow.class)
        .findOne();
  }

  /** An account's users in the order of their names, from behind {@code after}. */
  public List<UserRow> list(String accountId, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_users WHERE account_id = :account AND name > :after
            ORDER BY name LIMIT :limit
            """)
        .bind("account", accountId)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(UserRow.class)
        .list();
  }

  /** How many users an account has. */
  public int count(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM ram_users WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes a user that has no key, no group and no policy. */
  public void remove(String userId) {
    handle.createUpdate("DELETE FROM ram_users WHERE user_id = :id").bind("id", userId).execute();
  }

  /** An access key is a user's from now on. */
  public void giveKey(String accessKeyId, String userId) {
    handle
        .createUpdate("INSERT INTO access_key_users (access_key_id, user_id) VALUES (:key, :user)")
        .bind("key", accessKeyId)
        .bind("user", userId)
        .execute();
  }

  /** A user's keys, oldest first. */
  public List<AccessKeyRow> keys(String userId) {
    return handle
        .createQuery(
            """
            SELECT a.* FROM access_key_users AS k
              JOIN access_keys AS a ON a.access_key_id = k.access_key_id
            WHERE k.user_id = :user ORDER BY a.created_at, a.access_key_id
            """)
        .bind("user", userId)
        .mapTo(AccessKeyRow.class)
        .list();
  }

  /** Removes a user's key. */
  public void removeKey(String accessKeyId) {
    handle
        .createUpdate("DELETE FROM access_key_users WHERE access_key_id = :key")
        .bind("key", accessKeyId)
        .execute();
    handle
        .createUpdate("DELETE FROM access_keys WHERE access_key_id = :key")
        .bind("key", accessKeyId)
        .execute();
  }
}
