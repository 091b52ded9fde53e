package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ApiVersion.STS;
import static dev.stillpoint.control.contract.Permission.none;
import static dev.stillpoint.control.contract.Permission.on;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import dev.stillpoint.control.request.Resource;
import java.util.List;

/** Keys for a while, and who somebody is. */
final class TokenActions {
  private TokenActions() {}

  static List<ActionRow<?, ?>> over(Sessions sessions) {
    return List.of(
        answering(
            STS,
            AssumeRole.class,
            on((_, role) -> List.of(new Resource("role", role.roleName(), role.ownerId()))),
            sessions::assume),
        answering(
            STS,
            GetCallerIdentity.class,
            none("A caller is told nothing but who it is."),
            (caller, _) -> identity(caller)));
  }

  /** Who the caller is. */
  record GetCallerIdentity() implements Contract<GetCallerIdentity.Answer> {
    record Answer(
        String accountId,
        String arn,
        String identityType,
        String principalId,
        String userId,
        String roleId) {}
  }

  private static GetCallerIdentity.Answer identity(Caller caller) {
    String account = caller.accountId();
    String arn = Identity.arn(caller);
    return switch (caller.principal()) {
      case Principal.Root _ ->
          new GetCallerIdentity.Answer(account, arn, "Account", account, account, null);
      case Principal.User user ->
          new GetCallerIdentity.Answer(account, arn, "RAMUser", user.userId(), user.userId(), null);
      case Principal.RoleSession session ->
          new GetCallerIdentity.Answer(
              account,
              arn,
              "AssumedRoleUser",
              session.roleId() + ":" + session.sessionName(),
              null,
              session.roleId());
    };
  }
}
