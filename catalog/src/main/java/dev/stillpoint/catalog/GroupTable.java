package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Snapshot groups. */
public final class GroupTable {
  private final Handle handle;

  GroupTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row. */
  public void add(GroupRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO snapshot_groups (
              group_id, account_id, engine_group, region_id, resource_group_id, name, description,
              instance_id, state, automatic, cut_lsn, cut_at, created_at, expires_at)
            VALUES (
              :groupId, :accountId, :engineGroup, :regionId, :resourceGroupId, :name, :description,
              :instanceId, :state, :automatic, :cutLsn, :cutAt, :createdAt, :expiresAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<GroupRow> find(String groupId) {
    return handle
        .createQuery("SELECT * FROM snapshot_groups WHERE group_id = :id")
        .bind("id", groupId)
        .mapTo(GroupRow.class)
        .findOne();
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<GroupRow> find(String accountId, String groupId) {
    return find(groupId).filter(row -> row.accountId().equals(accountId));
  }

  /** The rows that match; none that is going. */
  public Slice<GroupRow> list(GroupFilter filter, Part part) {
    return new Selection("snapshot_groups", "group_id")
        .equal("account_id", filter.accountId())
        .and("state <> 'DELETING'")
        .and(
            """
            EXISTS (SELECT 1 FROM snapshots AS member
              WHERE member.group_id = snapshot_groups.group_id AND member.state <> 'DELETING')
            """)
        .oneOf("group_id", filter.ids())
        .equal("instance_id", filter.instanceId())
        .equal("name", filter.name())
        .equal("resource_group_id", filter.resourceGroupId())
        .oneOf("state", filter.states())
        .tagged(filter.tags())
        .slice(handle, GroupRow.class, part);
  }

  /** Every group, oldest first. */
  public List<GroupRow> all() {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshot_groups ORDER BY created_at, group_id
            """)
        .mapTo(GroupRow.class)
        .list();
  }

  /** Every group whose state is an intent or an upload. */
  public List<GroupRow> inTransition() {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshot_groups WHERE state IN ('INTENDED', 'PROGRESSING', 'DELETING')
            ORDER BY created_at, group_id
            """)
        .mapTo(GroupRow.class)
        .list();
  }

  /** Groups whose time has come and that have a member which may go, at most {@code limit}. */
  public List<GroupRow> expired(long now, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshot_groups WHERE expires_at <= :now AND state <> 'DELETING'
              AND EXISTS (SELECT 1 FROM snapshots AS member
                WHERE member.group_id = snapshot_groups.group_id AND member.state <> 'DELETING'
                  AND coalesce(member.expires_at <= :now, 1)
                  AND NOT EXISTS (SELECT 1 FROM snapshot_locks AS held
                    WHERE held.snapshot_id = member.snapshot_id AND coalesce(held.ends_at > :now, 1))
                  AND NOT EXISTS (SELECT 1 FROM image_disks AS used
                    WHERE used.snapshot_id = member.snapshot_id))
            ORDER BY expires_at LIMIT :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(GroupRow.class)
        .list();
  }

  /** Changes where a group stands. */
  public void setState(String groupId, SnapshotState state) {
    handle
        .createUpdate(
            """
            UPDATE snapshot_groups SET state = :state WHERE group_id = :id
            """)
        .bind("id", groupId)
        .bind("state", state)
        .execute();
  }

  /**
   * A group was frozen at that record and time.
   *
   * @param state PROGRESSING, or ACCOMPLISHED if nothing is left to do
   */
  public void setCut(String groupId, SnapshotState state, long cutLsn, long cutAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshot_groups SET state = :state, cut_lsn = :lsn, cut_at = :at
            WHERE group_id = :id
            """)
        .bind("state", state)
        .bind("id", groupId)
        .bind("lsn", cutLsn)
        .bind("at", cutAt)
        .execute();
  }

  /** Changes what a group is called; null leaves it. */
  public void describe(String groupId, String name, String description) {
    handle
        .createUpdate(
            """
            UPDATE snapshot_groups SET name = coalesce(:name, name),
              description = coalesce(:description, description)
            WHERE group_id = :id
            """)
        .bind("id", groupId)
        .bind("name", name)
        .bind("description", description)
        .execute();
  }

  /** Removes a row with its tags. */
  public void remove(String groupId) {
    new TagTable(handle).removeAll(groupId);
    handle
        .createUpdate("DELETE FROM snapshot_groups WHERE group_id = :id")
        .bind("id", groupId)
        .execute();
  }
}
