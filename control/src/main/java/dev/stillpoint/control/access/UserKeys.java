package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.access.UserActions.CreateAccessKey;
import dev.stillpoint.control.access.UserActions.DeleteAccessKey;
import dev.stillpoint.control.access.UserActions.ListAccessKeys;
import dev.stillpoint.control.access.UserActions.UpdateAccessKey;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;

/**
 * The access keys of users. An account's own keys are made by its operator: whoever may do
 * everything should not be made in passing. Thread-safe.
 */
final class UserKeys {
  static final String ACTIVE = "Active";
  static final String INACTIVE = "Inactive";

  private final Foundation foundation;

  UserKeys(Foundation foundation) {
    this.foundation = foundation;
  }

  CreateAccessKey.Answer create(Caller caller, CreateAccessKey request) throws Refusal {
    AccessKeyRow key = KeyMaker.make(foundation, caller.accountId());
    return foundation
        .catalog()
        .write(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), request.userName());
          if (tables.users().keys(user.userId()).size() >= AccessBounds.USER_KEYS_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_ACCESS_KEY, AccessBounds.USER_KEYS_MAX);
          }
          tables.accounts().addKey(key);
          tables.users().giveKey(key.accessKeyId(), user.userId());
          return new CreateAccessKey.Answer(
              new CreateAccessKey.Secret(
                  key.accessKeyId(), key.secret(), status(key), madeAt(key)));
        });
  }

  ListAccessKeys.Answer list(Caller caller, ListAccessKeys request) throws Refusal {
    return foundation
        .catalog()
        .read(tables -> {
          UserRow user = Users.find(tables, caller.accountId(), request.userName());
          return new ListAccessKeys.Answer(
              tables.users().keys(user.userId()).stream().map(UserKeys::line).toList());
        });
  }

  void update(Caller caller, UpdateAccessKey request) throws Refusal {
    String accessKeyId = request.userAccessKeyId();
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller.accountId(), request.userName(), accessKeyId);
          tables.accounts().setActive(accessKeyId, request.status().equals(ACTIVE));
          return accessKeyId;
        });
  }

  void delete(Caller caller, DeleteAccessKey request) throws Refusal {
    String accessKeyId = request.userAccessKeyId();
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller.accountId(), request.userName(), accessKeyId);
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

  private static ListAccessKeys.Line line(AccessKeyRow key) {
    return new ListAccessKeys.Line(key.accessKeyId(), status(key), madeAt(key));
  }

  private static String status(AccessKeyRow key) {
    return key.active() ? ACTIVE : INACTIVE;
  }

  private static Instant madeAt(AccessKeyRow key) {
    return Instant.ofEpochMilli(key.createdAt());
  }
}
