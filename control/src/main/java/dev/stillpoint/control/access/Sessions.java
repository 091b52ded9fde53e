package dev.stillpoint.control.access;

import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.SessionRow;
import dev.stillpoint.control.access.language.ConditionKeys;
import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.fault.AccessDenial;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import dev.stillpoint.control.rule.TextRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes on roles: hands out keys for a while. Thread-safe. */
public final class Sessions {
  private static final String ACTION = "sts:AssumeRole";
  private static final int KEY_LENGTH = 24;
  private static final int SECRET_LENGTH = 44;
  private static final int TOKEN_LENGTH = 200;

  /** An ended session's key is known for so long, so that its holder is told what happened. */
  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private final Foundation foundation;

  Sessions(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Begins a session. Both sides must agree: the caller's policies and the role's trust policy. A
   * role of another account that does not trust the caller looks like one that is not there.
   *
   * @throws Refusal InvalidParameter of several kinds, NoPermission, EntityNotExist.Role
   */
  AssumeRole.Answer assume(Caller caller, AssumeRole request) throws Refusal {
    if (caller.principal() instanceof Principal.Root) {
      throw denied(caller, request.roleArn());
    }
    Optional<RoleRow> found =
        foundation
            .catalog()
            .read(tables -> tables.roles().named(request.ownerId(), request.roleName()));
    if (found.isEmpty() && request.ownerId().equals(caller.accountId())) {
      throw new Refusal(AccessError.ENTITY_NOT_EXIST_ROLE, request.roleName());
    }
    RoleRow role = found.orElseThrow(() -> denied(caller, request.roleArn()));
    if (!trusts(role, caller, request.externalId())) {
      throw denied(caller, request.roleArn());
    }
    if (request.seconds() > role.maxSessionSeconds()) {
      throw new Refusal(
          AccessError.INVALID_DURATION_SECONDS, AssumeRole.SECONDS_MIN, role.maxSessionSeconds());
    }
    return begin(role, request);
  }

  private AssumeRole.Answer begin(RoleRow role, AssumeRole request) {
    String token = "CAIS" + KeyMaker.text(foundation, TOKEN_LENGTH);
    Instant end =
        Instant.ofEpochMilli(foundation.now())
            .truncatedTo(ChronoUnit.SECONDS)
            .plusSeconds(request.seconds());
    SessionRow row =
        new SessionRow(
            Credentials.SESSION_PREFIX + KeyMaker.text(foundation, KEY_LENGTH),
            KeyMaker.text(foundation, SECRET_LENGTH),
            digest(token),
            role.accountId(),
            role.roleId(),
            request.roleSessionName(),
            TextRule.absent(request.policy()) ? "" : request.policy(),
            end.toEpochMilli());
    foundation
        .catalog()
        .write(tables -> {
          tables.roles().addSession(row);
          return row;
        });
    Principal.RoleSession session =
        new Principal.RoleSession(role.roleId(), role.name(), row.sessionName(), null);
    return new AssumeRole.Answer(
        new AssumeRole.Credentials(row.accessKeyId(), row.secret(), token, end),
        new AssumeRole.User(
            Identity.arn(new Caller(role.accountId(), session, "")),
            role.roleId() + ":" + row.sessionName()));
  }

  private boolean trusts(RoleRow role, Caller caller, String externalId) {
    Instant now = Instant.ofEpochMilli(foundation.now());
    ConditionKeys keys =
        key ->
            Optional.ofNullable(
                switch (key.toLowerCase(Locale.ROOT)) {
                  case "sts:externalid" -> TextRule.absent(externalId) ? null : externalId;
                  case "acs:sourceip" -> caller.sourceIp().isEmpty() ? null : caller.sourceIp();
                  case "acs:currenttime" -> now.truncatedTo(ChronoUnit.SECONDS).toString();
                  case "acs:principalarn" -> Identity.arn(caller);
                  case "acs:securetransport", "acs:mfapresent" -> "false";
                  default -> null;
                });
    try {
      return PolicyDocument.readTrust(role.trustPolicy())
          .trusts(
              ACTION, List.of(Identity.root(caller.accountId()), Identity.trusted(caller)), keys);
    } catch (MalformedDocument e) {
      throw new IllegalStateException("the catalog keeps only policies that were read once", e);
    }
  }

  private static Refusal denied(Caller caller, String roleArn) {
    AccessDenial denial =
        new AccessDenial(
            ACTION,
            Identity.type(caller),
            caller.accountId(),
            Identity.displayName(caller),
            "ImplicitDeny",
            "AssumeRolePolicy",
            roleArn);
    return new Refusal(denial, AccessError.NO_PERMISSION, ACTION, roleArn);
  }

  /** Forgets keys that ended long ago; to be called now and then. Returns how many. */
  public int expire() {
    long before = foundation.now() - KEPT_AFTER_END.toMillis();
    boolean any = foundation.catalog().read(tables -> tables.roles().anySessionBefore(before));
    return any
        ? foundation.catalog().write(tables -> tables.roles().removeSessionsBefore(before))
        : 0;
  }

  private static String digest(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
