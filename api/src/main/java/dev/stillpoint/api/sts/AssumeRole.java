package dev.stillpoint.api.sts;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Sessions;
import dev.stillpoint.control.access.Sessions.Session;
import dev.stillpoint.control.fault.Refusal;

/** Takes on a role for a while. */
final class AssumeRole implements Action {
  private final Sessions sessions;

  AssumeRole(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Session session =
        sessions.assume(
            invocation.caller(),
            new dev.stillpoint.control.access.AssumeRole(
                arguments.textOrNull("RoleArn"),
                arguments.textOrNull("RoleSessionName"),
                arguments.textOrNull("Policy"),
                arguments.wholeOrNull("DurationSeconds"),
                arguments.textOrNull("ExternalId")));
    return new Fields()
        .struct(
            "Credentials",
            new Fields()
                .text("AccessKeyId", session.accessKeyId())
                .text("AccessKeySecret", session.secret())
                .text("SecurityToken", session.token())
                .text("Expiration", Shapes.seconds(session.expiration())))
        .struct(
            "AssumedRoleUser",
            new Fields().text("Arn", session.arn()).text("AssumedRoleId", session.assumedRoleId()));
  }
}
