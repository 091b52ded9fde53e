package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles that are taken on, and the keys that come of it. */
class StsTest {
  private static final String ARN = "acs:ram::1000000000000001:role/Reader";

  @TempDir Path directory;
  private ApiWorld api;
  private AccessWorld access;
  private AccessKey alice;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    access = new AccessWorld(api);
    alice = access.user("alice");
    access.attach("alice", "System", "AliyunSTSAssumeRoleAccess");
    role("acs:ram::1000000000000001:root", "");
    access.done(
        "AttachPolicyToRole",
        "RoleName",
        "Reader",
        "PolicyType",
        "System",
        "PolicyName",
        "AliyunECSFullAccess");
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void role(String principal, String condition) {
    String trust =
        AccessWorld.document(
            "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'RAM':['"
                + principal
                + "']}"
                + condition);
    boolean there = access.ram(access.root(), "GetRole", "RoleName", "Reader").status() == 200;
    access.done(
        there ? "UpdateRole" : "CreateRole",
        "RoleName",
        "Reader",
        there ? "NewAssumeRolePolicyDocument" : "AssumeRolePolicyDocument",
        trust);
  }

  private Answer assume(AccessKey key, String... more) {
    String[] pairs = new String[more.length + 4];
    pairs[0] = "RoleArn";
    pairs[1] = ARN;
    pairs[2] = "RoleSessionName";
    pairs[3] = "night";
    System.arraycopy(more, 0, pairs, 4, more.length);
    return access.sts(key, "AssumeRole", pairs);
  }

  private Answer with(Answer session, String action) {
    return api.send(
        key(session),
        EcsProduct.VERSION,
        action,
        Map.of(
            "RegionId",
            "cn-hangzhou",
            "SecurityToken",
            session.text("/Credentials/SecurityToken")));
  }

  private static AccessKey key(Answer session) {
    return new AccessKey(
        session.text("/Credentials/AccessKeyId"),
        session.text("/Credentials/AccessKeySecret"),
        "1000000000000001",
        true);
  }

  @Test
  void aUserTakesOnARoleThatTrustsIt() {
    Answer session = assume(alice);
    assertThat(session.outcome()).isEqualTo("200");
    assertThat(session.text("/Credentials/AccessKeyId")).startsWith("STS.");
    assertThat(session.text("/Credentials/Expiration")).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(session.text("/AssumedRoleUser/Arn"))
        .isEqualTo("acs:ram::1000000000000001:assumed-role/Reader/night");
    assertThat(session.text("/AssumedRoleUser/AssumedRoleId")).matches("\\d{18}:night");
    assertThat(with(session, "DescribeDisks").outcome()).isEqualTo("200");
    assertThat(api.call(alice, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
  }

  @Test
  void aKeyForAWhileEnds() {
    Answer session = assume(alice, "DurationSeconds", "900");
    api.world().pass(Duration.ofSeconds(899));
    assertThat(with(session, "DescribeDisks").outcome()).isEqualTo("200");
    api.world().pass(Duration.ofSeconds(1));
    assertThat(with(session, "DescribeDisks").outcome())
        .isEqualTo("400 InvalidSecurityToken.Expired");
    api.world().pass(Duration.ofDays(2));
    assertThat(api.world().control().expiry().step()).isPositive();
    assertThat(with(session, "DescribeDisks").outcome())
        .isEqualTo("404 InvalidAccessKeyId.NotFound");
  }

  @Test
  void withoutItsTokenAKeyForAWhileOpensNothing() {
    Answer session = assume(alice);
    assertThat(api.call(key(session), "DescribeDisks").outcome())
        .isEqualTo("400 MissingSecurityToken");
    Map<String, String> foreign =
        Map.of("SecurityToken", assume(alice).text("/Credentials/SecurityToken"));
    assertThat(api.send(key(session), EcsProduct.VERSION, "DescribeRegions", foreign).outcome())
        .isEqualTo("400 InvalidSecurityToken.MismatchWithAccessKey");
  }

  @Test
  void aSessionsPolicyNarrowsTheRole() {
    Answer session =
        assume(
            alice,
            "Policy",
            AccessWorld.document("'Effect':'Allow','Action':'ecs:DescribeDisks','Resource':'*'"));
    assertThat(with(session, "DescribeDisks").outcome()).isEqualTo("200");
    Answer denied = with(session, "DescribeSnapshots");
    assertThat(denied.outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(denied.text("/AccessDeniedDetail/PolicyType")).isEqualTo("SessionPolicy");
    assertThat(denied.text("/AccessDeniedDetail/AuthPrincipalType")).isEqualTo("AssumedRoleUser");
    assertThat(denied.text("/AccessDeniedDetail/AuthPrincipalDisplayName"))
        .isEqualTo("Reader:night");
  }

  @Test
  void bothSidesMustAgree() {
    AccessKey bob = access.user("bob");
    assertThat(assume(bob).outcome()).isEqualTo("403 NoPermission");
    role("acs:ram::1000000000000001:user/bob", "");
    Answer denied = assume(alice);
    assertThat(denied.outcome()).isEqualTo("403 NoPermission");
    assertThat(denied.text("/AccessDeniedDetail/PolicyType")).isEqualTo("AssumeRolePolicy");
    assertThat(assume(access.root()).outcome()).isEqualTo("403 NoPermission");
  }

  @Test
  void aTrustPolicyNamesUsersAndKeysInAnyCase() {
    role("acs:ram::1000000000000001:user/ALICE", "");
    assertThat(assume(alice).outcome()).isEqualTo("200");
    role(
        "acs:ram::1000000000000001:root",
        ",'Condition':{'StringNotLike':{'ACS:principalarn':'acs:ram::*:user/a*'}}");
    assertThat(assume(alice).outcome()).isEqualTo("403 NoPermission");
  }

  @Test
  void aTrustPolicyMayAskForAnExternalId() {
    role(
        "acs:ram::1000000000000001:root",
        ",'Condition':{'StringEquals':{'sts:ExternalId':'shared-word'}}");
    assertThat(assume(alice).outcome()).isEqualTo("403 NoPermission");
    assertThat(assume(alice, "ExternalId", "other").outcome()).isEqualTo("403 NoPermission");
    assertThat(assume(alice, "ExternalId", "shared-word").outcome()).isEqualTo("200");
  }

  @Test
  void aForeignRoleThatTrustsNobodyLooksLikeNone() {
    AccessKey other = access.otherAccount();
    assertThat(access.ram(other, "CreateUser", "UserName", "carol").outcome()).isEqualTo("200");
    Answer made = access.ram(other, "CreateAccessKey", "UserName", "carol");
    AccessKey carol =
        new AccessKey(
            made.text("/AccessKey/AccessKeyId"),
            made.text("/AccessKey/AccessKeySecret"),
            other.account(),
            true);
    access.ram(
        other,
        "AttachPolicyToUser",
        "UserName",
        "carol",
        "PolicyType",
        "System",
        "PolicyName",
        "AliyunSTSAssumeRoleAccess");
    assertThat(assume(carol).outcome()).isEqualTo("403 NoPermission");
    assertThat(
            access
                .sts(
                    carol,
                    "AssumeRole",
                    "RoleArn",
                    "acs:ram::1000000000000001:role/None",
                    "RoleSessionName",
                    "night")
                .outcome())
        .isEqualTo("403 NoPermission");
    role("acs:ram::" + other.account() + ":root", "");
    Answer session = assume(carol);
    assertThat(session.outcome()).isEqualTo("200");
    assertThat(with(session, "DescribeDisks").outcome()).isEqualTo("200");
  }

  @Test
  void deletingARoleEndsItsSessions() {
    Answer session = assume(alice);
    access.done(
        "DetachPolicyFromRole",
        "RoleName",
        "Reader",
        "PolicyType",
        "System",
        "PolicyName",
        "AliyunECSFullAccess");
    access.done("DeleteRole", "RoleName", "Reader");
    assertThat(with(session, "DescribeDisks").outcome())
        .isEqualTo("404 InvalidAccessKeyId.NotFound");
    assertThat(assume(alice).outcome()).isEqualTo("404 EntityNotExist.Role");
  }

  @ParameterizedTest
  @CsvSource({
    "RoleArn, acs:ram::1:role/Reader, 400 InvalidParameter.RoleArn",
    "RoleArn, Reader, 400 InvalidParameter.RoleArn",
    "RoleSessionName, x, 400 InvalidParameter.RoleSessionName",
    "RoleSessionName, 'a b', 400 InvalidParameter.RoleSessionName",
    "DurationSeconds, 899, 400 InvalidParameter.DurationSeconds",
    "DurationSeconds, 3601, 400 InvalidParameter.DurationSeconds",
    "ExternalId, 'a b', 400 InvalidParameter.ExternalId",
    "Policy, '{}', 400 InvalidParameter.PolicyGrammar"
  })
  void refuses(String name, String value, String outcome) {
    assertThat(assume(alice, name, value).outcome()).isEqualTo(outcome);
  }

  @Test
  void everybodyIsToldWhoTheyAre() {
    Answer root = access.sts(access.root(), "GetCallerIdentity");
    assertThat(root.text("/IdentityType")).isEqualTo("Account");
    assertThat(root.text("/Arn")).isEqualTo("acs:ram::1000000000000001:root");
    Answer user = access.sts(alice, "GetCallerIdentity");
    assertThat(user.text("/IdentityType")).isEqualTo("RAMUser");
    assertThat(user.text("/Arn")).isEqualTo("acs:ram::1000000000000001:user/alice");
    assertThat(user.text("/PrincipalId")).matches("\\d{18}");
    Answer session = assume(alice);
    Answer role =
        access.sts(
            key(session),
            "GetCallerIdentity",
            "SecurityToken",
            session.text("/Credentials/SecurityToken"));
    assertThat(role.text("/IdentityType")).isEqualTo("AssumedRoleUser");
    assertThat(role.text("/Arn")).isEqualTo(session.text("/AssumedRoleUser/Arn"));
    assertThat(role.text("/PrincipalId")).isEqualTo(session.text("/AssumedRoleUser/AssumedRoleId"));
  }
}
