package dev.stillpoint.api.sts;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Identity;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;

/** Tells the caller who it is. Needs no permission. */
final class GetCallerIdentity implements Action {
  @Override
  public Fields perform(Invocation invocation) {
    Caller caller = invocation.caller();
    Fields answer =
        new Fields().text("AccountId", caller.accountId()).text("Arn", Identity.arn(caller));
    return switch (caller.principal()) {
      case Principal.Root _ ->
          answer
              .text("IdentityType", "Account")
              .text("PrincipalId", caller.accountId())
              .text("UserId", caller.accountId());
      case Principal.User user ->
          answer
              .text("IdentityType", "RAMUser")
              .text("PrincipalId", user.userId())
              .text("UserId", user.userId());
      case Principal.RoleSession session ->
          answer
              .text("IdentityType", "AssumedRoleUser")
              .text("PrincipalId", session.roleId() + ":" + session.sessionName())
              .text("RoleId", session.roleId());
    };
  }
}
