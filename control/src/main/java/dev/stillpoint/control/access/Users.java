package dev.stillpoint.control.access;

import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.access.UserActions.Changed;
import dev.stillpoint.control.access.UserActions.CreateUser;
import dev.stillpoint.control.access.UserActions.DeleteUser;
import dev.stillpoint.control.access.UserActions.GetUser;
import dev.stillpoint.control.access.UserActions.ListUsers;
import dev.stillpoint.control.access.UserActions.UpdateUser;
import dev.stillpoint.control.access.UserActions.UserView;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;

/** The users of an account. Thread-safe. */
final class Users {
  private final Foundation foundation;

  Users(Foundation foundation) {
    this.foundation = foundation;
  }

  CreateUser.Answer create(Caller caller, CreateUser request) throws Refusal {
    UserRow row =
        new UserRow(
            Entry.number(foundation, "2"),
            caller.accountId(),
            request.userName(),
            request.displayName(),
            request.mobilePhone(),
            request.email(),
            request.comments(),
            foundation.now(),
            foundation.now());
    return foundation
        .catalog()
        .write(tables -> {
          checkFree(tables, row);
          if (tables.users().count(caller.accountId()) >= AccessBounds.USERS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_USER, AccessBounds.USERS_MAX);
          }
          tables.users().add(row);
          return new CreateUser.Answer(UserView.of(row));
        });
  }

  GetUser.Answer get(Caller caller, GetUser request) throws Refusal {
    UserRow row =
        foundation.catalog().read(tables -> find(tables, caller.accountId(), request.userName()));
    Changed user = Changed.of(row);
    return new GetUser.Answer(new GetUser.Shown(user.user(), user.updateDate(), ""));
  }

  UpdateUser.Answer update(Caller caller, UpdateUser request) throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          UserRow old = find(tables, caller.accountId(), request.userName());
          UserRow row =
              new UserRow(
                  old.userId(),
                  old.accountId(),
                  or(request.newUserName(), old.name()),
                  or(request.newDisplayName(), old.displayName()),
                  or(request.newMobilePhone(), old.mobilePhone()),
                  or(request.newEmail(), old.email()),
                  or(request.newComments(), old.comments()),
                  old.createdAt(),
                  foundation.now());
          checkFree(tables, row);
          tables.users().update(row);
          return new UpdateUser.Answer(Changed.of(row));
        });
  }

  void delete(Caller caller, DeleteUser request) throws Refusal {
    String name = request.userName();
    foundation
        .catalog()
        .write(tables -> {
          String userId = find(tables, caller.accountId(), name).userId();
          if (!tables.userGroups().ofUser(userId).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_USER_GROUP, name);
          }
          if (!tables.users().keys(userId).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_USER_ACCESS_KEY, name);
          }
          if (!tables.policies().attachedTo(userId).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_USER_POLICY, name);
          }
          tables.users().remove(userId);
          return userId;
        });
  }

  ListUsers.Answer list(Caller caller, ListUsers request) throws Refusal {
    Chunk chunk = request.from().chunk();
    Chunked<Changed> found =
        foundation
            .catalog()
            .read(tables ->
                chunk.answer(
                    tables.users().list(caller.accountId(), chunk.after(), chunk.limit()),
                    UserRow::name,
                    Changed::of));
    return new ListUsers.Answer(found.items(), found.part());
  }

  static UserRow find(Tables tables, String accountId, String name) throws Refusal {
    return tables
        .users()
        .named(accountId, name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_USER, name));
  }

  private static void checkFree(Tables tables, UserRow row) throws Refusal {
    boolean taken =
        tables
            .users()
            .named(row.accountId(), row.name())
            .filter(other -> !other.userId().equals(row.userId()))
            .isPresent();
    if (taken) {
      throw new Refusal(AccessError.ENTITY_ALREADY_EXISTS_USER, row.name());
    }
  }

  private static String or(String given, String old) {
    return given == null ? old : given;
  }
}
