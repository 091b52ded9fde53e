package dev.stillpoint.control.access;

import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;

/** A caller as policies and answers name it. */
public final class Identity {
  private Identity() {}

  /** The caller's own ARN, for example {@code acs:ram::1000000000000001:user/alice}. */
  public static String arn(Caller caller) {
    String begin = "acs:ram::" + caller.accountId() + ":";
    return switch (caller.principal()) {
      case Principal.Root _ -> begin + "root";
      case Principal.User user -> begin + "user/" + user.name();
      case Principal.RoleSession session ->
          begin + "assumed-role/" + session.roleName() + "/" + session.sessionName();
    };
  }

  /** The ARN by which a trust policy names the caller: a session stands for its role. */
  public static String trusted(Caller caller) {
    return caller.principal() instanceof Principal.RoleSession session
        ? role(caller.accountId(), session.roleName())
        : arn(caller);
  }

  /**
   * What kind of caller a denial is told to; empty for an account's root, which is denied nothing.
   */
  public static String type(Caller caller) {
    return switch (caller.principal()) {
      case Principal.Root _ -> "";
      case Principal.User _ -> "SubUser";
      case Principal.RoleSession _ -> "AssumedRoleUser";
    };
  }

  /** How a denial names the caller. */
  public static String displayName(Caller caller) {
    return switch (caller.principal()) {
      case Principal.Root _ -> caller.accountId();
      case Principal.User user -> user.userId();
      case Principal.RoleSession session -> session.roleName() + ":" + session.sessionName();
    };
  }

  /** The ARN of an account. */
  public static String root(String accountId) {
    return "acs:ram::" + accountId + ":root";
  }

  /** The ARN of a role. */
  public static String role(String accountId, String roleName) {
    return "acs:ram::" + accountId + ":role/" + roleName;
  }
}
