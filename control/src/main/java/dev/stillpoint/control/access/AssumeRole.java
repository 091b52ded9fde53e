package dev.stillpoint.control.access;

import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.regex.Pattern;

/** Takes on a role for a while. */
record AssumeRole(
    String roleArn,
    String roleSessionName,
    String policy,
    Integer durationSeconds,
    String externalId)
    implements Contract<AssumeRole.Answer> {
  static final int SECONDS_MIN = 900;

  private static final String START = "acs:ram::";
  private static final int ACCOUNT_LENGTH = 16;
  private static final String ROLE = ":role/";
  private static final Pattern ROLE_ARN =
      Pattern.compile(START + "\\d{" + ACCOUNT_LENGTH + "}" + ROLE + "[A-Za-z0-9._-]{1,64}");
  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9=,.@:/_-]{2,1224}");

  record Answer(Credentials credentials, User assumedRoleUser) {}

  record Credentials(
      String accessKeyId, String accessKeySecret, String securityToken, Instant expiration) {
    @Override
    public String toString() {
      return "Credentials[" + accessKeyId + " until " + expiration + "]";
    }
  }

  record User(String arn, String assumedRoleId) {}

  @Override
  public AssumeRole checked(Caller caller, Limits limits) throws Refusal {
    if (!ROLE_ARN.matcher(TextRule.require(roleArn, "RoleArn")).matches()) {
      throw new Refusal(AccessError.INVALID_ROLE_ARN);
    }
    if (!SESSION_NAME.matcher(TextRule.require(roleSessionName, "RoleSessionName")).matches()) {
      throw new Refusal(AccessError.INVALID_ROLE_SESSION_NAME);
    }
    if (seconds() < SECONDS_MIN) {
      throw new Refusal(
          AccessError.INVALID_DURATION_SECONDS, SECONDS_MIN, Roles.SESSION_SECONDS_DEFAULT);
    }
    if (!TextRule.absent(externalId) && !EXTERNAL_ID.matcher(externalId).matches()) {
      throw new Refusal(AccessError.INVALID_EXTERNAL_ID);
    }
    if (!TextRule.absent(policy)) {
      checkPolicy();
    }
    return this;
  }

  private void checkPolicy() throws Refusal {
    if (policy.length() > PolicyDocument.SESSION_CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_SESSION_POLICY_SIZE, PolicyDocument.SESSION_CHARS_MAX);
    }
    try {
      PolicyDocument.checkNew(policy);
    } catch (MalformedDocument e) {
      throw new Refusal(e, AccessError.INVALID_SESSION_POLICY_GRAMMAR, e.getMessage());
    }
  }

  int seconds() {
    return durationSeconds == null ? Roles.SESSION_SECONDS_DEFAULT : durationSeconds;
  }

  /** Whose role it is. */
  String ownerId() {
    return roleArn.substring(START.length(), START.length() + ACCOUNT_LENGTH);
  }

  String roleName() {
    return roleArn.substring(START.length() + ACCOUNT_LENGTH + ROLE.length());
  }
}
