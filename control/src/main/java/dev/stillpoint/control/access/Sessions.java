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
import dev.stillpoint.control.request.Resource;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes on roles: hands out keys for a while. Thread-safe. */
public final class Sessions {
  private static final String ACTION = "sts:AssumeRole";
  private static final int SECONDS_MIN = 900;
  private static final int KEY_LENGTH = 24;
  private static final int SECRET_LENGTH = 44;
  private static final int TOKEN_LENGTH = 200;

  /** An ended session's key is known for so long, so that its holder is told what happened. */
  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private static final Pattern ROLE_ARN =
      Pattern.compile("acs:ram::(\\d{16}):role/([A-Za-z0-9._-]{1,64})");
  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9=,.@:/_-]{2,1224}");

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
  public Session assume(Caller caller, AssumeRole request) throws Refusal {
    Form form = Form.check(request);
    Resource named = new Resource("role", form.roleName(), form.accountId());
    if (caller.principal() instanceof Principal.Root) {
      throw denied(caller, request.roleArn());
    }
    foundation.admission().admit(caller, ACTION, null, List.of(named));
    Optional<RoleRow> found =
        foundation
            .catalog()
            .read(tables -> tables.roles().named(form.accountId(), form.roleName()));
    if (found.isEmpty() && form.accountId().equals(caller.accountId())) {
      throw new Refusal(AccessError.ENTITY_NOT_EXIST_ROLE, form.roleName());
    }
    RoleRow role = found.orElseThrow(() -> denied(caller, request.roleArn()));
    if (!trusts(role, caller, request.externalId())) {
      throw denied(caller, request.roleArn());
    }
    if (form.seconds() > role.maxSessionSeconds()) {
      throw new Refusal(
          AccessError.INVALID_DURATION_SECONDS, SECONDS_MIN, role.maxSessionSeconds());
    }
    return begin(role, request, form);
  }

  private Session begin(RoleRow role, AssumeRole request, Form form) {
    String token = "CAIS" + KeyMaker.text(foundation, TOKEN_LENGTH);
    Instant end =
        Instant.ofEpochMilli(foundation.now())
            .truncatedTo(ChronoUnit.SECONDS)
            .plusSeconds(form.seconds());
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
    return new Session(
        row.accessKeyId(),
        row.secret(),
        token,
        end,
        Identity.arn(new Caller(role.accountId(), session, "")),
        role.roleId() + ":" + row.sessionName());
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

  /** What was asked for, as far as it can be checked without a look at anything. */
  private record Form(String accountId, String roleName, int seconds) {
    static Form check(AssumeRole request) throws Refusal {
      Matcher arn = ROLE_ARN.matcher(TextRule.require(request.roleArn(), "RoleArn"));
      if (!arn.matches()) {
        throw new Refusal(AccessError.INVALID_ROLE_ARN);
      }
      String sessionName = TextRule.require(request.roleSessionName(), "RoleSessionName");
      if (!SESSION_NAME.matcher(sessionName).matches()) {
        throw new Refusal(AccessError.INVALID_ROLE_SESSION_NAME);
      }
      int seconds =
          request.durationSeconds() == null
              ? Roles.SESSION_SECONDS_DEFAULT
              : request.durationSeconds();
      if (seconds < SECONDS_MIN) {
        throw new Refusal(
            AccessError.INVALID_DURATION_SECONDS, SECONDS_MIN, Roles.SESSION_SECONDS_DEFAULT);
      }
      if (!TextRule.absent(request.externalId())
          && !EXTERNAL_ID.matcher(request.externalId()).matches()) {
        throw new Refusal(AccessError.INVALID_EXTERNAL_ID);
      }
      checkPolicy(request.policy());
      return new Form(arn.group(1), arn.group(2), seconds);
    }

    private static void checkPolicy(String text) throws Refusal {
      if (TextRule.absent(text)) {
        return;
      }
      if (text.length() > PolicyDocument.SESSION_CHARS_MAX) {
        throw new Refusal(
            AccessError.INVALID_SESSION_POLICY_SIZE, PolicyDocument.SESSION_CHARS_MAX);
      }
      try {
        PolicyDocument.checkNew(text);
      } catch (MalformedDocument e) {
        throw new Refusal(e, AccessError.INVALID_SESSION_POLICY_GRAMMAR, e.getMessage());
      }
    }
  }

  /**
   * A session that was just begun. Neither secret nor token shows in {@link #toString}.
   *
   * @param accessKeyId begins with {@code STS.}
   * @param secret what signs its requests
   * @param token what must come with each of them
   * @param expiration when it ends
   * @param arn of whoever acts in it
   * @param assumedRoleId the role's number and the session's name
   */
  public record Session(
      String accessKeyId,
      String secret,
      String token,
      Instant expiration,
      String arn,
      String assumedRoleId) {
    @Override
    public String toString() {
      return "Session[" + accessKeyId + " until " + expiration + "]";
    }
  }
}
