package dev.stillpoint.catalog;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Other names of master keys; one names one key. */
public final class KeyAliasTable {
  private static final String KEY = " WHERE account_id = :account AND alias = :alias";

  private final Handle handle;

  KeyAliasTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row; the account must have none of that name. */
  public void add(KeyAliasRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO key_aliases (account_id, alias, key_id, created_at)
            VALUES (:accountId, :alias, :keyId, :createdAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that name. */
  public Optional<KeyAliasRow> find(String accountId, String alias) {
    return handle
        .createQuery("SELECT * FROM key_aliases" + KEY)
        .bind("account", accountId)
        .bind("alias", alias)
        .mapTo(KeyAliasRow.class)
        .findOne();
  }

  /**
   * An account's aliases.
   *
   * @param keyId of this key only; null means of all
   */
  public Slice<KeyAliasRow> list(String accountId, String keyId, Part part) {
    return new Selection("key_aliases", "alias")
        .equal("account_id", accountId)
        .equal("key_id", keyId)
        .slice(handle, KeyAliasRow.class, part);
  }

  /** How many aliases a key has. */
  public int countOf(String keyId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM key_aliases WHERE key_id = :key")
        .bind("key", keyId)
        .mapTo(Integer.class)
        .one();
  }

  /** Lets an alias name another key. */
  public void setKey(String accountId, String alias, String keyId) {
    handle
        .createUpdate("UPDATE key_aliases SET key_id = :key" + KEY)
        .bind("account", accountId)
        .bind("alias", alias)
        .bind("key", keyId)
        .execute();
  }

  /** Removes a row; its key stays. */
  public void remove(String accountId, String alias) {
    handle
        .createUpdate("DELETE FROM key_aliases" + KEY)
        .bind("account", accountId)
        .bind("alias", alias)
        .execute();
  }
}
