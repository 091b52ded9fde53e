package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Auto snapshot policies. */
public final class SnapshotPolicyTable {
  private final Handle handle;

  SnapshotPolicyTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row. */
  public void add(SnapshotPolicyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO snapshot_policies (
              policy_id, account_id, region_id, resource_group_id, name, hours, weekdays,
              retention_days, grouping, created_at, next_at)
            VALUES (
              :policyId, :accountId, :regionId, :resourceGroupId, :name, :hours, :weekdays,
              :retentionDays, :grouping, :createdAt, :nextAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Replaces everything but whose it is and when it was made. */
  public void change(SnapshotPolicyRow row) {
    handle
        .createUpdate(
            """
            UPDATE snapshot_policies SET name = :name, hours = :hours, weekdays = :weekdays,
              retention_days = :retentionDays, grouping = :grouping, next_at = :nextAt
            WHERE policy_id = :policyId
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<SnapshotPolicyRow> find(String policyId) {
    return handle
        .createQuery("SELECT * FROM snapshot_policies WHERE policy_id = :id")
        .bind("id", policyId)
        .mapTo(SnapshotPolicyRow.class)
        .findOne();
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<SnapshotPolicyRow> find(String accountId, String policyId) {
    return find(policyId).filter(row -> row.accountId().equals(accountId));
  }

  /** The rows that match. */
  public Slice<SnapshotPolicyRow> list(SnapshotPolicyFilter filter, Part part) {
    return new Selection("snapshot_policies", "policy_id")
        .equal("account_id", filter.accountId())
        .equal("policy_id", filter.policyId())
        .equal("name", filter.name())
        .equal("resource_group_id", filter.resourceGroupId())
        .tagged(filter.tags())
        .slice(handle, SnapshotPolicyRow.class, part);
  }

  /** How many an account has. */
  public int countOf(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM snapshot_policies WHERE account_id = :id")
        .bind("id", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Policies with a time point that has come and is not settled, at most {@code limit}. */
  public List<SnapshotPolicyRow> due(long now, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshot_policies WHERE next_at <= :now ORDER BY next_at LIMIT :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(SnapshotPolicyRow.class)
        .list();
  }

  /** Every time point before this one is settled. */
  public void setNext(String policyId, long nextAt) {
    handle
        .createUpdate("UPDATE snapshot_policies SET next_at = :at WHERE policy_id = :id")
        .bind("id", policyId)
        .bind("at", nextAt)
        .execute();
  }

  /** Changes the resource group. */
  public void setResourceGroup(String policyId, String resourceGroupId) {
    handle
        .createUpdate(
            "UPDATE snapshot_policies SET resource_group_id = :group WHERE policy_id = :id")
        .bind("id", policyId)
        .bind("group", resourceGroupId)
        .execute();
  }

  /** Removes a row with its tags; its disks have it no more. */
  public void remove(String policyId) {
    new TagTable(handle).removeAll(policyId);
    handle
        .createUpdate("DELETE FROM snapshot_policies WHERE policy_id = :id")
        .bind("id", policyId)
        .execute();
  }
}
