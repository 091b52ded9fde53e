package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.RAM;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.AsSent;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.List;

/** The actions on users and their access keys. */
final class UserActions {
  private UserActions() {}

  static List<ActionRow<?, ?>> over(Foundation foundation) {
    Users users = new Users(foundation);
    UserKeys keys = new UserKeys(foundation);
    return List.of(
        answering(RAM, CreateUser.class, onEvery(Entry.USER), users::create),
        answering(RAM, GetUser.class, on(Entry.USER, GetUser::userName), users::get),
        answering(RAM, UpdateUser.class, on((_, change) -> change.bothNames()), users::update),
        doing(RAM, DeleteUser.class, on(Entry.USER, DeleteUser::userName), users::delete),
        answering(RAM, ListUsers.class, onEvery(Entry.USER), users::list),
        answering(
            RAM, CreateAccessKey.class, on(Entry.USER, CreateAccessKey::userName), keys::create),
        answering(RAM, ListAccessKeys.class, on(Entry.USER, ListAccessKeys::userName), keys::list),
        doing(RAM, UpdateAccessKey.class, on(Entry.USER, UpdateAccessKey::userName), keys::update),
        doing(RAM, DeleteAccessKey.class, on(Entry.USER, DeleteAccessKey::userName), keys::delete));
  }

  /** Makes a user that may do nothing yet. */
  record CreateUser(
      String userName, String displayName, String mobilePhone, String email, String comments)
      implements Contract<CreateUser.Answer> {
    record Answer(UserView user) {}

    @Override
    public CreateUser checked(Caller caller, Limits limits) throws Refusal {
      return new CreateUser(
          AccessText.userName(userName),
          AccessText.displayName(displayName),
          AccessText.mobilePhone(mobilePhone),
          AccessText.email(email),
          AccessText.comments(comments));
    }
  }

  /** Shows a user, or the caller itself. */
  record GetUser(String userName) implements Contract<GetUser.Answer> {
    record Answer(Shown user) {}

    record Shown(@Inline UserView user, Instant updateDate, String lastLoginDate) {}

    @Override
    public GetUser checked(Caller caller, Limits limits) throws Refusal {
      return new GetUser(Callers.userOrSelf(caller, userName));
    }
  }

  /** Changes a user; null leaves what is there. */
  record UpdateUser(
      String userName,
      String newUserName,
      @AsSent String newDisplayName,
      @AsSent String newMobilePhone,
      @AsSent String newEmail,
      @AsSent String newComments)
      implements Contract<UpdateUser.Answer> {
    record Answer(Changed user) {}

    @Override
    public UpdateUser checked(Caller caller, Limits limits) throws Refusal {
      AccessText.userName(userName);
      if (newUserName != null) {
        AccessText.name(
            newUserName,
            AccessError.INVALID_NEW_USER_NAME_CHARS,
            AccessError.INVALID_NEW_USER_NAME_LENGTH);
      }
      AccessText.displayName(newDisplayName);
      AccessText.mobilePhone(newMobilePhone);
      AccessText.email(newEmail);
      AccessText.comments(newComments);
      return this;
    }

    /** A name is what policies and trust are about: whoever takes one must be let at both. */
    List<Resource> bothNames() {
      return List.of(
          Entry.user(userName), Entry.user(newUserName == null ? userName : newUserName));
    }
  }

  /** Deletes a user that has neither keys nor groups nor policies. */
  record DeleteUser(String userName) implements Contract<Void> {
    @Override
    public DeleteUser checked(Caller caller, Limits limits) throws Refusal {
      AccessText.userName(userName);
      return this;
    }
  }

  /** In the order of their names. */
  record ListUsers(@Inline Marked from) implements Contract<ListUsers.Answer> {
    record Answer(@Each("User") List<Changed> users, @Inline Chunked.Part part) {}

    @Override
    public ListUsers checked(Caller caller, Limits limits) throws Refusal {
      from.chunk();
      return this;
    }
  }

  /** Makes a key of a user or of the caller itself; the only time that its secret is told. */
  record CreateAccessKey(String userName) implements Contract<CreateAccessKey.Answer> {
    record Answer(Secret accessKey) {}

    record Secret(String accessKeyId, String accessKeySecret, String status, Instant createDate) {
      @Override
      public String toString() {
        return "Secret[" + accessKeyId + "]";
      }
    }

    @Override
    public CreateAccessKey checked(Caller caller, Limits limits) throws Refusal {
      return new CreateAccessKey(Callers.userOrSelf(caller, userName));
    }
  }

  /** The keys of a user or of the caller itself, oldest first. */
  record ListAccessKeys(String userName) implements Contract<ListAccessKeys.Answer> {
    record Answer(@Each("AccessKey") List<Line> accessKeys) {}

    record Line(String accessKeyId, String status, Instant createDate) {}

    @Override
    public ListAccessKeys checked(Caller caller, Limits limits) throws Refusal {
      return new ListAccessKeys(Callers.userOrSelf(caller, userName));
    }
  }

  /** Lets a key sign or not. */
  record UpdateAccessKey(String userName, String userAccessKeyId, String status)
      implements Contract<Void> {
    @Override
    public UpdateAccessKey checked(Caller caller, Limits limits) throws Refusal {
      String name = Callers.userOrSelf(caller, userName);
      TextRule.require(userAccessKeyId, "UserAccessKeyId");
      TextRule.require(status, "Status");
      if (!status.equals(UserKeys.ACTIVE) && !status.equals(UserKeys.INACTIVE)) {
        throw new Refusal(AccessError.INVALID_KEY_STATUS);
      }
      return new UpdateAccessKey(name, userAccessKeyId, status);
    }
  }

  /** Deletes a key. */
  record DeleteAccessKey(String userName, String userAccessKeyId) implements Contract<Void> {
    @Override
    public DeleteAccessKey checked(Caller caller, Limits limits) throws Refusal {
      String name = Callers.userOrSelf(caller, userName);
      return new DeleteAccessKey(name, TextRule.require(userAccessKeyId, "UserAccessKeyId"));
    }
  }

  /** A user as every answer shows it. */
  record UserView(
      String userId,
      String userName,
      String displayName,
      String mobilePhone,
      String email,
      String comments,
      Instant createDate) {
    static UserView of(UserRow row) {
      return new UserView(
          row.userId(),
          row.name(),
          row.displayName(),
          row.mobilePhone(),
          row.email(),
          row.comments(),
          Instant.ofEpochMilli(row.createdAt()));
    }
  }

  /** A user that may have been changed since it was made. */
  record Changed(@Inline UserView user, Instant updateDate) {
    static Changed of(UserRow row) {
      return new Changed(UserView.of(row), Instant.ofEpochMilli(row.updatedAt()));
    }
  }
}
