package dev.stillpoint.control.access;

import dev.stillpoint.catalog.MembershipRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserGroupRow;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.access.UserGroupActions.AddUserToGroup;
import dev.stillpoint.control.access.UserGroupActions.Changed;
import dev.stillpoint.control.access.UserGroupActions.CreateGroup;
import dev.stillpoint.control.access.UserGroupActions.DeleteGroup;
import dev.stillpoint.control.access.UserGroupActions.GetGroup;
import dev.stillpoint.control.access.UserGroupActions.GroupView;
import dev.stillpoint.control.access.UserGroupActions.ListGroups;
import dev.stillpoint.control.access.UserGroupActions.ListGroupsForUser;
import dev.stillpoint.control.access.UserGroupActions.ListUsersForGroup;
import dev.stillpoint.control.access.UserGroupActions.OneGroup;
import dev.stillpoint.control.access.UserGroupActions.RemoveUserFromGroup;
import dev.stillpoint.control.access.UserGroupActions.UpdateGroup;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Groups of users; what a group may do its users may do. Thread-safe. */
final class UserGroups {
  private static final int ID_LENGTH = 16;

  private final Foundation foundation;

  UserGroups(Foundation foundation) {
    this.foundation = foundation;
  }

  CreateGroup.Answer create(Caller caller, CreateGroup request) throws Refusal {
    UserGroupRow row =
        new UserGroupRow(
            "g-" + KeyMaker.text(foundation, ID_LENGTH),
            caller.accountId(),
            request.groupName(),
            request.comments(),
            foundation.now(),
            foundation.now());
    return foundation
        .catalog()
        .write(tables -> {
          checkFree(tables, row);
          if (tables.userGroups().count(caller.accountId()) >= AccessBounds.GROUPS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_GROUP, AccessBounds.GROUPS_MAX);
          }
          tables.userGroups().add(row);
          return new CreateGroup.Answer(GroupView.of(row));
        });
  }

  OneGroup get(Caller caller, GetGroup request) throws Refusal {
    UserGroupRow row =
        foundation.catalog().read(tables -> find(tables, caller.accountId(), request.groupName()));
    return new OneGroup(Changed.of(row));
  }

  OneGroup update(Caller caller, UpdateGroup request) throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          UserGroupRow old = find(tables, caller.accountId(), request.groupName());
          UserGroupRow row =
              new UserGroupRow(
                  old.groupId(),
                  old.accountId(),
                  request.newGroupName() == null ? old.name() : request.newGroupName(),
                  request.newComments() == null ? old.comments() : request.newComments(),
                  old.createdAt(),
                  foundation.now());
          checkFree(tables, row);
          tables.userGroups().update(row);
          return new OneGroup(Changed.of(row));
        });
  }

  void delete(Caller caller, DeleteGroup request) throws Refusal {
    String name = request.groupName();
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

  ListGroups.Answer list(Caller caller, ListGroups request) throws Refusal {
    Chunk chunk = request.from().chunk();
    Chunked<Changed> found =
        foundation
            .catalog()
            .read(tables ->
                chunk.answer(
                    tables.userGroups().list(caller.accountId(), chunk.after(), chunk.limit()),
                    UserGroupRow::name,
                    Changed::of));
    return new ListGroups.Answer(found.items(), found.part());
  }

  void add(Caller caller, AddUserToGroup request) throws Refusal {
    String user = request.userName();
    String group = request.groupName();
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

  void remove(Caller caller, RemoveUserFromGroup request) throws Refusal {
    String user = request.userName();
    String group = request.groupName();
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

  ListGroupsForUser.Answer ofUser(Caller caller, ListGroupsForUser request) throws Refusal {
    return foundation
        .catalog()
        .read(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), request.userName());
          List<ListGroupsForUser.Membership> groups = new ArrayList<>();
          for (MembershipRow row : tables.userGroups().ofUser(user.userId())) {
            UserGroupRow group = tables.userGroups().find(row.groupId()).orElseThrow();
            groups.add(
                new ListGroupsForUser.Membership(
                    group.groupId(),
                    group.name(),
                    group.comments(),
                    Instant.ofEpochMilli(row.joinedAt())));
          }
          return new ListGroupsForUser.Answer(groups);
        });
  }

  ListUsersForGroup.Answer members(Caller caller, ListUsersForGroup request) throws Refusal {
    Chunk chunk = request.from().chunk();
    Chunked<ListUsersForGroup.Member> found =
        foundation
            .catalog()
            .read(tables -> {
              UserGroupRow group = find(tables, caller.accountId(), request.groupName());
              return chunk.answer(
                  tables.userGroups().members(group.groupId(), chunk.after(), chunk.limit()),
                  MembershipRow::userId,
                  row -> member(tables.users().find(row.userId()).orElseThrow(), row));
            });
    return new ListUsersForGroup.Answer(found.items(), found.part());
  }

  private static ListUsersForGroup.Member member(UserRow user, MembershipRow row) {
    return new ListUsersForGroup.Member(
        user.name(), user.displayName(), Instant.ofEpochMilli(row.joinedAt()));
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

  private record Pair(String userId, String groupId, boolean joined) {}
}
