package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Permission policies that accounts wrote, their versions, and what policies are attached to. */
public final class PolicyTable {
  private final Handle handle;

  PolicyTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a policy; there must be none of that name. */
  public void add(PolicyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_policies (account_id, name, description, default_version, last_version,
              created_at, updated_at)
            VALUES (:accountId, :name, :description, :defaultVersion, :lastVersion,
              :createdAt, :updatedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Writes a policy anew; its name stays. */
  public void update(PolicyRow row) {
    handle
        .createUpdate(
            """
            UPDATE ram_policies SET description = :description, default_version = :defaultVersion,
              last_version = :lastVersion, updated_at = :updatedAt
            WHERE account_id = :accountId AND name = :name
            """)
        .bindMethods(row)
        .execute();
  }

  /** An account's policy of that name. */
  public Optional<PolicyRow> named(String accountId, String name) {
    return handle
        .createQuery("SELECT * FROM ram_policies WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(PolicyRow.class)
        .findOne();
  }

  /** An account's policies in the order of their names, from behind {@code after}. */
  public List<PolicyRow> list(String accountId, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_policies WHERE account_id = :account AND name > :after
            ORDER BY name LIMIT :limit
            """)
        .bind("account", accountId)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(PolicyRow.class)
        .list();
  }

  /** How many policies an account has. */
  public int count(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM ram_policies WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes a policy that is attached to nothing, with its versions. */
  public void remove(String accountId, String name) {
    handle
        .createUpdate(
            "DELETE FROM ram_policy_versions WHERE account_id = :account AND policy_name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .execute();
    handle
        .createUpdate("DELETE FROM ram_policies WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .execute();
  }

  /** Adds a version. */
  public void addVersion(PolicyVersionRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_policy_versions (account_id, policy_name, version, document, created_at)
            VALUES (:accountId, :policyName, :version, :document, :createdAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** A policy's versions, oldest first. */
  public List<PolicyVersionRow> versions(String accountId, String name) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_policy_versions
            WHERE account_id = :account AND policy_name = :name ORDER BY version
            """)
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(PolicyVersionRow.class)
        .list();
  }

  /** Removes a version. */
  public void removeVersion(PolicyVersionRow row) {
    handle
        .createUpdate(
            """
            DELETE FROM ram_policy_versions
            WHERE account_id = :accountId AND policy_name = :policyName AND version = :version
            """)
        .bindMethods(row)
        .execute();
  }

  /** Attaches a policy; must not be attached. */
  public void attach(AttachmentRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_attachments (holder_id, holder_kind, account_id, policy_type,
              policy_name, attached_at)
            VALUES (:holderId, :holderKind, :accountId, :policyType, :policyName, :attachedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Detaches a policy. */
  public void detach(AttachmentRow row) {
    handle
        .createUpdate(
            """
            DELETE FROM ram_attachments
            WHERE holder_id = :holderId AND policy_type = :policyType AND policy_name = :policyName
            """)
        .bindMethods(row)
        .execute();
  }

  /** What is attached to a user, group or role. */
  public List<AttachmentRow> attachedTo(String holderId) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_attachments WHERE holder_id = :holder
            ORDER BY policy_type, policy_name
            """)
        .bind("holder", holderId)
        .mapTo(AttachmentRow.class)
        .list();
  }

  /** What a policy is attached to. */
  public List<AttachmentRow> attachmentsOf(String accountId, PolicyType type, String name) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_attachments
            WHERE account_id = :account AND policy_type = :type AND policy_name = :name
            ORDER BY holder_kind, holder_id
            """)
        .bind("account", accountId)
        .bind("type", type)
        .bind("name", name)
        .mapTo(AttachmentRow.class)
        .list();
  }

  /**
   * What is attached to a user, directly and through groups, or to a role; a policy may come twice.
   */
  public List<AttachmentRow> inForceFor(String holderId) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_attachments WHERE holder_id = :holder
            UNION ALL
            SELECT a.* FROM ram_members AS m JOIN ram_attachments AS a ON a.holder_id = m.group_id
            WHERE m.user_id = :holder
            """)
        .bind("holder", holderId)
        .mapTo(AttachmentRow.class)
        .list();
  }

  /** The text in force of an account's policy. */
  public Optional<String> document(String accountId, String name) {
    return handle
        .createQuery(
            """
            SELECT v.document FROM ram_policies AS p JOIN ram_policy_versions AS v
              ON v.account_id = p.account_id AND v.policy_name = p.name
              AND v.version = p.default_version
            WHERE p.account_id = :account AND p.name = :name
            """)
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }
}
