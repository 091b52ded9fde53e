package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.List;

/**
 * The access keys of users. An account's own keys are made by its operator: whoever may do
 * everything should not be made in passing. Thread-safe.
 */
public final class UserKeys {
  private final Foundation foundation;

  UserKeys(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Makes a key; the only time that its secret is told.
   *
   * @param userName null for the caller itself
   * @throws Refusal EntityNotExist.User, LimitExceeded.User.AccessKey
   */
  public NewKey create(Caller caller, String userName) throws Refusal {
    String name = Callers.userOrSelf(caller, userName);
    Entry.admit(foundation, caller, "CreateAccessKey", Entry.user(name));
    AccessKeyRow key = KeyMaker.make(foundation, caller.accountId());
    return foundation
        .catalog()
        .write(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), name);
          if (tables.users().keys(user.userId()).size() >= AccessBounds.USER_KEYS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_ACCESS_KEY, AccessBounds.USER_KEYS_MAX);
          }
          tables.accounts().addKey(key);
          tables.users().giveKey(key.accessKeyId(), user.userId());
          return new NewKey(view(key), key.secret());
        });
  }

  /**
   * Lists a user's keys, oldest first.
   *
   * @param userName null for the caller itself
   * @throws Refusal EntityNotExist.User
   */
  public List<Key> list(Caller caller, String userName) throws Refusal {
    String name = Callers.userOrSelf(caller, userName);
    Entry.admit(foundation, caller, "ListAccessKeys", Entry.user(name));
    return foundation
        .catalog()
        .read(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), name);
          return tables.users().keys(user.userId()).stream().map(UserKeys::view).toList();
        });
  }

  /**
   * Lets a key sign or not.
   *
   * @param userName null for the caller itself
   * @param status {@code Active} or {@code Inactive}
   * @throws Refusal InvalidParameter.Status, EntityNotExist.User, EntityNotExist.User.AccessKey
   */
  public void update(Caller caller, String userName, String accessKeyId, String status)
      throws Refusal {
    String name = Callers.userOrSelf(caller, userName);
    TextRule.require(accessKeyId, "UserAccessKeyId");
    TextRule.require(status, "Status");
    if (!status.equals("Active") && !status.equals("Inactive")) {
      throw new Refusal(AccessError.INVALID_KEY_STATUS);
    }
    Entry.admit(foundation, caller, "UpdateAccessKey", Entry.user(name));
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller.accountId(), name, accessKeyId);
          tables.accounts().setActive(accessKeyId, status.equals("Active"));
          return accessKeyId;
        });
  }

  /**
   * Deletes a key.
   *
   * @param userName null for the caller itself
   * @throws Refusal EntityNotExist.User, EntityNotExist.User.AccessKey
   */
  public void delete(Caller caller, String userName, String accessKeyId) throws Refusal {
    String name = Callers.userOrSelf(caller, userName);
    TextRule.require(accessKeyId, "UserAccessKeyId");
    Entry.admit(foundation, caller, "DeleteAccessKey", Entry.user(name));
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller.accountId(), name, accessKeyId);
          tables.users().removeKey(accessKeyId);
          return accessKeyId;
        });
  }

  private static void find(Tables tables, String accountId, String name, String accessKeyId)
      throws Refusal {
    UserRow user = Users.find(tables, accountId, name);
    boolean there =
        tables.users().keys(user.userId()).stream()
            .anyMatch(key -> key.accessKeyId().equals(accessKeyId));
    if (!there) {
      throw new Refusal(AccessError.ENTITY_NOT_EXIST_ACCESS_KEY, accessKeyId);
    }
  }

  private static Key view(AccessKeyRow row) {
    return new Key(row.accessKeyId(), row.active(), Instant.ofEpochMilli(row.createdAt()));
  }

  /**
   * A key without its secret.
   *
   * @param id begins with {@code LTAI}
   * @param active false when it was disabled
   * @param createDate when it was made
   */
  public record Key(String id, boolean active, Instant createDate) {
    /** As clients read it. */
    public String status() {
      return active ? "Active" : "Inactive";
    }
  }

  /** A key that was just made. The secret never shows in {@link #toString}. */
  public record NewKey(Key key, String secret) {
    @Override
    public String toString() {
      return "NewKey[" + key.id() + "]";
    }
  }
}
