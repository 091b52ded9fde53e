package dev.stillpoint.control.access;

import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;

/** The users of an account. Thread-safe. */
public final class Users {
  private static final String ALL = "*";

  private final Foundation foundation;

  Users(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Makes a user that may do nothing yet.
   *
   * @throws Refusal EntityAlreadyExists.User, LimitExceeded.User
   */
  public UserView create(Caller caller, CreateUser request) throws Refusal {
    UserRow row =
        new UserRow(
            Entry.number(foundation, "2"),
            caller.accountId(),
            AccessText.userName(request.userName()),
            displayName(request.displayName()),
            AccessText.mobilePhone(request.mobilePhone()),
            AccessText.email(request.email()),
            comments(request.comments()),
            foundation.now(),
            foundation.now());
    Entry.admit(foundation, caller, "CreateUser", Entry.user(ALL));
    return foundation
        .catalog()
        .write(tables -> {
          checkFree(tables, row);
          if (tables.users().count(caller.accountId()) >= AccessBounds.USERS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_USER, AccessBounds.USERS_MAX);
          }
          tables.users().add(row);
          return UserView.of(row);
        });
  }

  /**
   * Shows a user.
   *
   * @param userName null for the caller itself
   * @throws Refusal EntityNotExist.User
   */
  public UserView get(Caller caller, String userName) throws Refusal {
    String name = Callers.userOrSelf(caller, userName);
    Entry.admit(foundation, caller, "GetUser", Entry.user(name));
    return foundation.catalog().read(tables -> UserView.of(find(tables, caller.accountId(), name)));
  }

  /**
   * Changes a user.
   *
   * @throws Refusal EntityNotExist.User, EntityAlreadyExists.User
   */
  public UserView update(Caller caller, UpdateUser request) throws Refusal {
    String name = AccessText.userName(request.userName());
    String newName =
        request.newUserName() == null
            ? null
            : AccessText.name(
                request.newUserName(),
                AccessError.INVALID_NEW_USER_NAME_CHARS,
                AccessError.INVALID_NEW_USER_NAME_LENGTH);
    String displayName = displayName(request.newDisplayName());
    String mobilePhone = AccessText.mobilePhone(request.newMobilePhone());
    String email = AccessText.email(request.newEmail());
    String comments = comments(request.newComments());
    // A name is what policies and trust are about, so whoever takes one must be let at both.
    Entry.admit(
        foundation,
        caller,
        "UpdateUser",
        Entry.user(name),
        Entry.user(newName == null ? name : newName));
    return foundation
        .catalog()
        .write(tables -> {
          UserRow old = find(tables, caller.accountId(), name);
          UserRow row =
              new UserRow(
                  old.userId(),
                  old.accountId(),
                  newName == null ? old.name() : newName,
                  request.newDisplayName() == null ? old.displayName() : displayName,
                  request.newMobilePhone() == null ? old.mobilePhone() : mobilePhone,
                  request.newEmail() == null ? old.email() : email,
                  request.newComments() == null ? old.comments() : comments,
                  old.createdAt(),
                  foundation.now());
          checkFree(tables, row);
          tables.users().update(row);
          return UserView.of(row);
        });
  }

  /**
   * Deletes a user that has neither keys nor groups nor policies.
   *
   * @throws Refusal EntityNotExist.User, DeleteConflict.User.Group, DeleteConflict.User.AccessKey,
   *     DeleteConflict.User.Policy
   */
  public void delete(Caller caller, String userName) throws Refusal {
    String name = AccessText.userName(userName);
    Entry.admit(foundation, caller, "DeleteUser", Entry.user(name));
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

  /** Lists users in the order of their names. */
  public Chunked<UserView> list(Caller caller, String marker, Integer maxItems) throws Refusal {
    Chunk chunk = Chunk.of(marker, maxItems);
    Entry.admit(foundation, caller, "ListUsers", Entry.user(ALL));
    return foundation
        .catalog()
        .read(tables ->
            chunk.answer(
                tables.users().list(caller.accountId(), chunk.after(), chunk.limit()),
                UserRow::name,
                UserView::of));
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

  private static String displayName(String text) throws Refusal {
    return AccessText.atMost(
        text, AccessText.DISPLAY_NAME_CHARS_MAX, AccessError.INVALID_DISPLAY_NAME_LENGTH);
  }

  private static String comments(String text) throws Refusal {
    return AccessText.atMost(
        text, AccessText.COMMENTS_CHARS_MAX, AccessError.INVALID_COMMENTS_LENGTH);
  }
}
