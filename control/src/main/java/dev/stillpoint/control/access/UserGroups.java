package dev.stillpoint.control.access;

import dev.stillpoint.catalog.MembershipRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserGroupRow;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Groups of users; what a group may do its users may do. Thread-safe. */
public final class UserGroups {
  private static final String ALL = "*";
  private static final int ID_LENGTH = 16;

  private final Foundation foundation;

  UserGroups(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Makes a group without users.
   *
   * @param comments may be null
   * @throws Refusal EntityAlreadyExists.Group, LimitExceeded.Group
   */
  public Group create(Caller caller, String groupName, String comments) throws Refusal {
    UserGroupRow row =
        new UserGroupRow(
            "g-" + KeyMaker.text(foundation, ID_LENGTH),
            caller.accountId(),
            AccessText.groupName(groupName),
            comments(comments),
            foundation.now(),
            foundation.now());
    Entry.admit(foundation, caller, "CreateGroup", Entry.group(ALL));
    return foundation
        .catalog()
        .write(tables -> {
          checkFree(tables, row);
          if (tables.userGroups().count(caller.accountId()) >= AccessBounds.GROUPS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_GROUP, AccessBounds.GROUPS_MAX);
          }
          tables.userGroups().add(row);
          return Group.of(row);
        });
  }

  /**
   * Shows a group.
   *
   * @throws Refusal EntityNotExist.Group
   */
  public Group get(Caller caller, String groupName) throws Refusal {
    String name = AccessText.groupName(groupName);
    Entry.admit(foundation, caller, "GetGroup", Entry.group(name));
    return foundation.catalog().read(tables -> Group.of(find(tables, caller.accountId(), name)));
  }

  /**
   * Changes a group; null leaves what is there.
   *
   * @throws Refusal EntityNotExist.Group, EntityAlreadyExists.Group
   */
  public Group update(Caller caller, String groupName, String newName, String newComments)
      throws Refusal {
    String name = AccessText.groupName(groupName);
    if (newName != null) {
      AccessText.name(
          newName,
          AccessError.INVALID_NEW_GROUP_NAME_CHARS,
          AccessError.INVALID_NEW_GROUP_NAME_LENGTH);
    }
    String comments = comments(newComments);
    Entry.admit(foundation, caller, "UpdateGroup", Entry.group(name));
    return foundation
        .catalog()
        .write(tables -> {
          UserGroupRow old = find(tables, caller.accountId(), name);
          UserGroupRow row =
              new UserGroupRow(
                  old.groupId(),
                  old.accountId(),
                  newName == null ? old.name() : newName,
                  newComments == null ? old.comments() : comments,
                  old.createdAt(),
                  foundation.now());
          checkFree(tables, row);
          tables.userGroups().update(row);
          return Group.of(row);
        });
  }

  /**
   * Deletes a group that has neither users nor policies.
   *
   * @throws Refusal EntityNotExist.Group, DeleteConflict.Group.User, DeleteConflict.Group.Policy
   */
  public void delete(Caller caller, String groupName) throws Refusal {
    String name = AccessText.groupName(groupName);
    Entry.admit(foundation, caller, "DeleteGroup", Entry.group(name));
    foundation
        .catalog()
        .write(tables -> {
          String groupId = find(tables, caller.accountId(), name).groupId();
          if (!tables.userGroups().members(groupId, "", 1).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_GROUP_USER, name);
          }
          if (!tables.policies().attachedTo(groupId).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_GROUP_POLICY, name);
          }
          tables.userGroups().remove(groupId);
          return groupId;
        });
  }

  /** Lists groups in the order of their names. */
  public Chunked<Group> list(Caller caller, String marker, Integer maxItems) throws Refusal {
    Chunk chunk = Chunk.of(marker, maxItems);
    Entry.admit(foundation, caller, "ListGroups", Entry.group(ALL));
    return foundation
        .catalog()
        .read(tables ->
            chunk.answer(
                tables.userGroups().list(caller.accountId(), chunk.after(), chunk.limit()),
                UserGroupRow::name,
                Group::of));
  }

  /**
   * A user joins a group.
   *
   * @throws Refusal EntityNotExist.User, EntityNotExist.Group, EntityAlreadyExists.User.Group,
   *     LimitExceeded.User.Group
   */
  public void add(Caller caller, String userName, String groupName) throws Refusal {
    String user = AccessText.userName(userName);
    String group = AccessText.groupName(groupName);
    Entry.admit(foundation, caller, "AddUserToGroup", Entry.user(user), Entry.group(group));
    foundation
        .catalog()
        .write(tables -> {
          Pair pair = pair(tables, caller, user, group);
          if (pair.joined()) {
            throw new Refusal(AccessError.ENTITY_ALREADY_EXISTS_USER_GROUP, user, group);
          }
          if (tables.userGroups().ofUser(pair.userId()).size() >= AccessBounds.USER_GROUPS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_USER_GROUP, AccessBounds.USER_GROUPS_MAX);
          }
          tables
              .userGroups()
              .join(new MembershipRow(pair.userId(), pair.groupId(), foundation.now()));
          return pair;
        });
  }

  /**
   * A user leaves a group.
   *
   * @throws Refusal EntityNotExist.User, EntityNotExist.Group, EntityNotExist.User.Group
   */
  public void remove(Caller caller, String userName, String groupName) throws Refusal {
    String user = AccessText.userName(userName);
    String group = AccessText.groupName(groupName);
    Entry.admit(foundation, caller, "RemoveUserFromGroup", Entry.user(user), Entry.group(group));
    foundation
        .catalog()
        .write(tables -> {
          Pair pair = pair(tables, caller, user, group);
          if (!pair.joined()) {
            throw new Refusal(AccessError.ENTITY_NOT_EXIST_USER_GROUP, user, group);
          }
          tables.userGroups().leave(pair.userId(), pair.groupId());
          return pair;
        });
  }

  /**
   * The groups of a user.
   *
   * @throws Refusal EntityNotExist.User
   */
  public List<Joined<Group>> ofUser(Caller caller, String userName) throws Refusal {
    String name = AccessText.userName(userName);
    Entry.admit(foundation, caller, "ListGroupsForUser", Entry.user(name));
    return foundation
        .catalog()
        .read(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), name);
          List<Joined<Group>> groups = new ArrayList<>();
          for (MembershipRow row : tables.userGroups().ofUser(user.userId())) {
            UserGroupRow group = tables.userGroups().find(row.groupId()).orElseThrow();
            groups.add(new Joined<>(Group.of(group), Instant.ofEpochMilli(row.joinedAt())));
          }
          return groups;
        });
  }

  /**
   * The users of a group.
   *
   * @throws Refusal EntityNotExist.Group
   */
  public Chunked<Joined<UserView>> members(
      Caller caller, String groupName, String marker, Integer maxItems) throws Refusal {
    String name = AccessText.groupName(groupName);
    Chunk chunk = Chunk.of(marker, maxItems);
    Entry.admit(foundation, caller, "ListUsersForGroup", Entry.group(name));
    return foundation
        .catalog()
        .read(tables -> {
          UserGroupRow group = find(tables, caller.accountId(), name);
          return chunk.answer(
              tables.userGroups().members(group.groupId(), chunk.after(), chunk.limit()),
              MembershipRow::userId,
              row ->
                  new Joined<>(
                      UserView.of(tables.users().find(row.userId()).orElseThrow()),
                      Instant.ofEpochMilli(row.joinedAt())));
        });
  }

  static UserGroupRow find(Tables tables, String accountId, String name) throws Refusal {
    return tables
        .userGroups()
        .named(accountId, name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_GROUP, name));
  }

  private static void checkFree(Tables tables, UserGroupRow row) throws Refusal {
    boolean taken =
        tables
            .userGroups()
            .named(row.accountId(), row.name())
            .filter(other -> !other.groupId().equals(row.groupId()))
            .isPresent();
    if (taken) {
      throw new Refusal(AccessError.ENTITY_ALREADY_EXISTS_GROUP, row.name());
    }
  }

  private static Pair pair(Tables tables, Caller caller, String user, String group) throws Refusal {
    String userId = Users.find(tables, caller.accountId(), user).userId();
    String groupId = find(tables, caller.accountId(), group).groupId();
    boolean joined =
        tables.userGroups().ofUser(userId).stream().anyMatch(row -> row.groupId().equals(groupId));
    return new Pair(userId, groupId, joined);
  }

  private static String comments(String text) throws Refusal {
    return AccessText.atMost(
        text, AccessText.COMMENTS_CHARS_MAX, AccessError.INVALID_COMMENTS_LENGTH);
  }

  private record Pair(String userId, String groupId, boolean joined) {}

  /**
   * A group.
   *
   * @param id begins with {@code g-}
   */
  public record Group(
      String id, String name, String comments, Instant createDate, Instant updateDate) {
    static Group of(UserGroupRow row) {
      return new Group(
          row.groupId(),
          row.name(),
          row.comments(),
          Instant.ofEpochMilli(row.createdAt()),
          Instant.ofEpochMilli(row.updatedAt()));
    }
  }

  /** One side of a membership, and since when. */
  public record Joined<T>(T member, Instant joinDate) {}
}
