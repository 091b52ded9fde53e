package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Groups of users, and who is in them. */
public final class UserGroupTable {
  private final Handle handle;

  UserGroupTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a group; there must be none of that name. */
  public void add(UserGroupRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_groups (group_id, account_id, name, comments, created_at, updated_at)
            VALUES (:groupId, :accountId, :name, :comments, :createdAt, :updatedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Writes a group anew; its number stays. */
  public void update(UserGroupRow row) {
    handle
        .createUpdate(
            """
            UPDATE ram_groups SET name = :name, comments = :comments, updated_at = :updatedAt
            WHERE group_id = :groupId
            """)
        .bindMethods(row)
        .execute();
  }

  /** The group of that number, whoever owns it. */
  public Optional<UserGroupRow> find(String groupId) {
    return handle
        .createQuery("SELECT * FROM ram_groups WHERE group_id = :id")
        .bind("id", groupId)
        .mapTo(UserGroupRow.class)
        .findOne();
  }

  /** An account's group of that name. */
  public Optional<UserGroupRow> named(String accountId, String name) {
    return handle
        .createQuery("SELECT * FROM ram_groups WHERE account_id = :account AND name = :name")
        .bind("account", accountId)
        .bind("name", name)
        .mapTo(UserGroupRow.class)
        .findOne();
  }

  /** An account's groups in the order of their names, from behind {@code after}. */
  public List<UserGroupRow> list(String accountId, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_groups WHERE account_id = :account AND name > :after
            ORDER BY name LIMIT :limit
            """)
        .bind("account", accountId)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(UserGroupRow.class)
        .list();
  }

  /** How many groups an account has. */
  public int count(String accountId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM ram_groups WHERE account_id = :account")
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes a group that has no member and no policy. */
  public void remove(String groupId) {
    handle
        .createUpdate("DELETE FROM ram_groups WHERE group_id = :id")
        .bind("id", groupId)
        .execute();
  }

  /** A user joins a group; must not be in it. */
  public void join(MembershipRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO ram_members (user_id, group_id, joined_at)
            VALUES (:userId, :groupId, :joinedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** A user leaves a group. */
  public void leave(String userId, String groupId) {
    handle
        .createUpdate("DELETE FROM ram_members WHERE user_id = :user AND group_id = :group")
        .bind("user", userId)
        .bind("group", groupId)
        .execute();
  }

  /** A user's memberships. */
  public List<MembershipRow> ofUser(String userId) {
    return handle
        .createQuery("SELECT * FROM ram_members WHERE user_id = :user ORDER BY joined_at, group_id")
        .bind("user", userId)
        .mapTo(MembershipRow.class)
        .list();
  }

  /** A group's members from behind the user {@code after}, in the order of their numbers. */
  public List<MembershipRow> members(String groupId, String after, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM ram_members WHERE group_id = :group AND user_id > :after
            ORDER BY user_id LIMIT :limit
            """)
        .bind("group", groupId)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(MembershipRow.class)
        .list();
  }
}
