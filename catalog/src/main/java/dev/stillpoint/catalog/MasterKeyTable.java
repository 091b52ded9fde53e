package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Master keys, and what tells whether the root key is the right one. */
public final class MasterKeyTable {
  private final Handle handle;

  MasterKeyTable(Handle handle) {
    this.handle = handle;
  }

  /** What {@link #setRootCheck} wrote, if it did. */
  public Optional<String> rootCheck() {
    return handle.createQuery("SELECT wrapped FROM root_key_check").mapTo(String.class).findOne();
  }

  /** Keeps a text that was wrapped under the root key; once. */
  public void setRootCheck(String wrapped) {
    handle
        .createUpdate("INSERT INTO root_key_check (only, wrapped) VALUES (1, :wrapped)")
        .bind("wrapped", wrapped)
        .execute();
  }

  /** Adds a row. */
  public void add(MasterKeyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO master_keys (
              key_id, account_id, state, version, description, service, granted, wrapped, created_at,
              delete_at)
            VALUES (
              :keyId, :accountId, :state, :version, :description, :service, :granted, :wrapped,
              :createdAt, :deleteAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<MasterKeyRow> find(String keyId) {
    return handle
        .createQuery("SELECT * FROM master_keys WHERE key_id = :id")
        .bind("id", keyId)
        .mapTo(MasterKeyRow.class)
        .findOne();
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<MasterKeyRow> find(String accountId, String keyId) {
    return find(keyId).filter(row -> row.accountId().equals(accountId));
  }

  /** The key that was made for a service unasked, if it was. */
  public Optional<MasterKeyRow> ofService(String accountId, String service) {
    return handle
        .createQuery("SELECT * FROM master_keys WHERE account_id = :account AND service = :service")
        .bind("account", accountId)
        .bind("service", service)
        .mapTo(MasterKeyRow.class)
        .findOne();
  }

  /** An account's keys. */
  public Slice<MasterKeyRow> list(String accountId, Part part) {
    return new Selection("master_keys", "key_id")
        .equal("account_id", accountId)
        .slice(handle, MasterKeyRow.class, part);
  }

  /** Every key, oldest first. */
  public List<MasterKeyRow> all() {
    return handle
        .createQuery("SELECT * FROM master_keys ORDER BY created_at, key_id")
        .mapTo(MasterKeyRow.class)
        .list();
  }

  /** How many keys an account has. */
  public int countOf(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM master_keys WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Keys whose time has come and that no lock holds, at most {@code limit}. */
  public List<MasterKeyRow> expired(long now, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM master_keys WHERE delete_at <= :now AND NOT EXISTS (
              SELECT 1 FROM seals JOIN snapshot_locks ON snapshot_id = resource_id
              WHERE seals.key_id = master_keys.key_id AND coalesce(ends_at > :now, 1))
            ORDER BY delete_at LIMIT :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(MasterKeyRow.class)
        .list();
  }

  /** A snapshot that is locked at that time and that cannot be read without the key, if any. */
  public Optional<String> heldBy(String keyId, long now) {
    return handle
        .createQuery(
            """
            SELECT snapshot_id FROM seals JOIN snapshot_locks ON snapshot_id = resource_id
            WHERE seals.key_id = :key AND coalesce(ends_at > :now, 1) LIMIT 1
            """)
        .bind("key", keyId)
        .bind("now", now)
        .mapTo(String.class)
        .findOne();
  }

  /**
   * Changes where a key stands.
   *
   * @param deleteAt null unless PENDING_DELETION
   */
  public void setState(String keyId, MasterKeyState state, Long deleteAt) {
    handle
        .createUpdate(
            """
            UPDATE master_keys SET state = :state, delete_at = :at WHERE key_id = :id
            """)
        .bind("id", keyId)
        .bind("state", state)
        .bind("at", deleteAt)
        .execute();
  }

  /** Changes whether the service may use a key. */
  public void setGranted(String keyId, boolean granted) {
    handle
        .createUpdate("UPDATE master_keys SET granted = :granted WHERE key_id = :id")
        .bind("id", keyId)
        .bind("granted", granted)
        .execute();
  }

  /** Whether an account took the right to use the key store away from the service. */
  public boolean storeDenied(String accountId) {
    return handle
        .createQuery("SELECT 1 FROM key_store_denials WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Changes that. */
  public void setStoreDenied(String accountId, boolean denied) {
    String change =
        denied
            ? "INSERT INTO key_store_denials (account_id) VALUES (:account) ON CONFLICT DO NOTHING"
            : "DELETE FROM key_store_denials WHERE account_id = :account";
    handle.createUpdate(change).bind("account", accountId).execute();
  }

  /**
   * Removes a row with its aliases and all that is wrapped under it; from the file, too, when
   * {@link Catalog#wipe} ran next.
   */
  public void remove(String keyId) {
    handle.execute(Connections.UNCLEAN);
    for (String table : List.of("key_aliases", "data_keys", "master_keys")) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE key_id = :id")
          .bind("id", keyId)
          .execute();
    }
  }
}
