package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Roles, and the sessions of those who took them on. */
public final class RoleTable {
  private final Handle handle;

  RoleTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a role; there must be none of that name. */
  public void add(RoleRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_roles (role_id, account_id, name, description, trust_policy,
              max_session_seconds, created_at, updated_at)
            VALUES (:roleId, :accountId, :name, :description, :trustPolicy,
              :maxSessionSeconds, :createdAt, :updatedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Writes a role anew; its number and name stay. */
  public void update(RoleRow row) {
    handle
        .createUpdate(
            """
            UPDATE ram_roles SET description = :description, trust_policy = :trustPolicy,
              max_session_seconds = :maxSessionSeconds, updated_at = :updatedAt
            WHERE role_id = :roleId
            """)
        .bindMethods(row)
        .execute();
  }

  /** The role of that number, whoever owns it. */
  public Optional<RoleRow> find(String roleId) {
    return handle
        .createQuery("SELECT * FROM ram_roles WHERE role_id = :id")
        .bind("id", roleId)
        .mapTo(RoleRow.class)
        .findOne();
  }

  /** An account's role of that name. */
  public Optional<RoleRow> named(String accountId, String name) {
    return handle
        .createQuery("SELECT * FROM ram_roles WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(RoleRow.class)
        .findOne();
  }

  /** An account's roles in the order of their names, from behind {@code after}. */
  public List<RoleRow> list(String accountId, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_roles WHERE account_id = :account AND name > :after
            ORDER BY name LIMIT :limit
            """)
        .bind("account", accountId)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(RoleRow.class)
        .list();
  }

  /** How many roles an account has. */
  public int count(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM ram_roles WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes a role that has no policy, and ends its sessions. */
  public void remove(String roleId) {
    handle.createUpdate("DELETE FROM sessions WHERE role_id = :id").bind("id", roleId).execute();
    handle.createUpdate("DELETE FROM ram_roles WHERE role_id = :id").bind("id", roleId).execute();
  }

  /** Adds a session. */
  public void addSession(SessionRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO sessions (access_key_id, secret, token_digest, account_id, role_id,
              session_name, session_policy, expires_at)
            VALUES (:accessKeyId, :secret, :tokenDigest, :accountId, :roleId,
              :sessionName, :sessionPolicy, :expiresAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The session of that key, expired or not. */
  public Optional<SessionRow> session(String accessKeyId) {
    return handle
        .createQuery("SELECT * FROM sessions WHERE access_key_id = :id")
        .bind("id", accessKeyId)
        .mapTo(SessionRow.class)
        .findOne();
  }

  /** True when a session ended before a time. */
  public boolean anySessionBefore(long expiresAt) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM sessions WHERE expires_at < :at)")
        .bind("at", expiresAt)
        .mapTo(Boolean.class)
        .one();
  }

  /** Removes sessions that ended before a time. */
  public int removeSessionsBefore(long expiresAt) {
    return handle
        .createUpdate("DELETE FROM sessions WHERE expires_at < :at")
        .bind("at", expiresAt)
        .execute();
  }
}
