package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document may look like, and what its statements speak of. */
class PolicyDocumentTest {
  private static final Arn DISK = new Arn("ecs", "cn-hangzhou", "1000000000000001", "disk/d-1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{'Version':'1'}",
        "{'Version':'1','Statement':[]}",
        "{'Version':'2','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}",
        "{'Version':1,'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]} more",
        "{'Version':'1','Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}",
        "{'Version':'1','Statement':['x']}",
        "{'Version':'1','Statement':[{'Effect':'allow','Action':'*','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Action':'*','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':[],'Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'ecs','Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':{'a':'b'},'Resource':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'disk/*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':[]}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*',"
            + "'Condition':{'Like':{'a':'b'}}}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*',"
            + "'Condition':{'IpAddress':{'acs:SourceIp':'here'}}}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*',"
            + "'Condition':{'StringEquals':{'acs:x':[]}}}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*',}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'\\x'}]}",
        "{'Version':'1','Statement':[{'Effect':'Allow','Action':null,'Resource':'*'}]}"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> PolicyDocument.read(text.replace('\'', '"')))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageEndingWith(".");
  }

  @Test
  void deepNestingEndsEarly() {
    assertThatThrownBy(() -> PolicyDocument.read("[".repeat(100_000)))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void aSingleStatementNeedsNoBrackets() throws MalformedDocument {
    PolicyDocument policy =
        PolicyDocument.read(
            "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    assertThat(policy.allows(on("ecs:DescribeDisks", DISK))).isTrue();
    assertThat(policy.denies(on("ecs:DescribeDisks", DISK))).isFalse();
  }

  @Test
  void escapesAreRead() throws MalformedDocument {
    PolicyDocument policy = policy("'Action':'\\u0065cs:*','Resource':'acs:ecs:*:*:disk\\/*'");
    assertThat(policy.allows(on("ecs:DescribeDisks", DISK))).isTrue();
  }

  @Test
  void anActionIsNamedOrLeftOut() throws MalformedDocument {
    PolicyDocument named = policy("'Action':['ecs:Describe*','kms:*'],'Resource':'*'");
    assertThat(named.allows(on("ecs:describedisks", DISK))).isTrue();
    assertThat(named.allows(on("ecs:DeleteDisk", DISK))).isFalse();
    PolicyDocument leftOut = policy("'NotAction':'ecs:Delete*','Resource':'*'");
    assertThat(leftOut.allows(on("ecs:DescribeDisks", DISK))).isTrue();
    assertThat(leftOut.allows(on("ecs:DeleteDisk", DISK))).isFalse();
  }

  @Test
  void anActionOverAllResourcesNeedsTheStarAlone() throws MalformedDocument {
    AccessRequest all = new AccessRequest("ecs:RunInstances", Optional.empty(), ConditionKeys.NONE);
    assertThat(policy("'Action':'*','Resource':'*'").allows(all)).isTrue();
    assertThat(policy("'Action':'*','Resource':'acs:ecs:*:*:*'").allows(all)).isFalse();
    assertThat(policy("'Action':'*','Resource':['acs:ecs:*:*:disk/*','*']").allows(all)).isTrue();
  }

  @Test
  void everyOperatorAndKeyMustHold() throws MalformedDocument {
    PolicyDocument policy =
        policy(
            "'Action':'*','Resource':'*','Condition':{"
                + "'StringEquals':{'acs:ResourceTag/team':['dev','test'],'acs:ResourceGroupId':'rg-1'},"
                + "'Bool':{'acs:SecureTransport':false}}");
    assertThat(policy.allows(with("dev", "rg-1"))).isTrue();
    assertThat(policy.allows(with("test", "rg-1"))).isTrue();
    assertThat(policy.allows(with("prod", "rg-1"))).isFalse();
    assertThat(policy.allows(with("dev", "rg-2"))).isFalse();
    assertThat(policy.allows(on("ecs:DeleteDisk", DISK))).isFalse();
  }

  @Test
  void aRoleTrustsWhomItNames() throws MalformedDocument {
    PolicyDocument trust =
        PolicyDocument.readTrust(
            """
            {"Version":"1","Statement":[
              {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":[
                "acs:ram::1000000000000001:root","acs:ram::1000000000000002:user/bob"]}},
              {"Effect":"Deny","Action":"sts:AssumeRole","Principal":{
                "RAM":"acs:ram::1000000000000001:user/eve"}}]}
            """);
    assertThat(trusts(trust, "1000000000000001", "alice")).isTrue();
    assertThat(trusts(trust, "1000000000000001", "eve")).isFalse();
    assertThat(trusts(trust, "1000000000000002", "bob")).isTrue();
    assertThat(trusts(trust, "1000000000000002", "alice")).isFalse();
  }

  @Test
  void aTrustPolicyMayAskForAnExternalId() throws MalformedDocument {
    PolicyDocument trust =
        PolicyDocument.readTrust(
            """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
              "Principal":{"RAM":["acs:ram::1000000000000001:root"]},
              "Condition":{"StringEquals":{"sts:ExternalId":"secret"}}}]}
            """);
    List<String> callers = List.of("acs:ram::1000000000000001:root");
    assertThat(trust.trusts("sts:AssumeRole", callers, ConditionKeys.NONE)).isFalse();
    assertThat(trust.trusts("sts:AssumeRole", callers, _ -> Optional.of("secret"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action':'sts:AssumeRole'",
        "'Action':'sts:AssumeRole','Principal':{}",
        "'Action':'sts:AssumeRole','Principal':{'Everyone':['x']}",
        "'Action':'sts:AssumeRole','Principal':{'RAM':['bob']}",
        "'Action':'sts:AssumeRole','Principal':{'RAM':['acs:ram::*:root']}",
        "'Action':'sts:AssumeRole','Resource':'*','Principal':{'RAM':['acs:ram::1000000000000001:root']}"
      })
  void aTrustPolicyIsRefusedWith(String statement) {
    String text = "{'Version':'1','Statement':[{'Effect':'Allow'," + statement + "}]}";
    assertThatThrownBy(() -> PolicyDocument.readTrust(text.replace('\'', '"')))
        .isInstanceOf(MalformedDocument.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Service", "Federated"})
  void aNameOfRamUnderAnotherKindLetsNobodyIn(String kind) throws MalformedDocument {
    String named =
        "{'" + kind + "':['acs:ram::1000000000000001:user/bob','acs:ram::1000000000000001:root']}";
    PolicyDocument trust =
        PolicyDocument.readTrust(
            ("{'Version':'1','Statement':[{'Effect':'Allow','Action':'sts:AssumeRole','Principal':"
                    + named
                    + "}]}")
                .replace('\'', '"'));
    assertThat(trusts(trust, "1000000000000001", "bob")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecs:IsDiskEncrypt",
        "ecs:ImageOwnerId",
        "ecs:tag/",
        "acs:ResourceTag",
        "oss:Prefix",
        "sts:ExternalId"
      })
  void aKeyThatNobodyFillsIsRefusedWhenAPolicyIsWritten(String key) throws MalformedDocument {
    String text = withCondition(key);
    assertThatThrownBy(() -> PolicyDocument.checkNew(text))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining(key);
    // One that stands in the catalog already goes on to be judged.
    assertThat(PolicyDocument.read(text).allows(on("ecs:DeleteDisk", DISK))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acs:SourceIp",
        "ACS:sourceip",
        "acs:ResourceTag/team",
        "ecs:tag/Team",
        "ecs:IsSystemDiskByokEncrypted"
      })
  void aKeyThatIsFilledIsTaken(String key) throws MalformedDocument {
    PolicyDocument.checkNew(withCondition(key));
    assertThat(PolicyDocument.read(withCondition(key)).denies(on("ecs:DeleteDisk", DISK)))
        .isFalse();
  }

  private static String withCondition(String key) {
    return ("{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*',"
            + "'Condition':{'StringEquals':{'"
            + key
            + "':'x'}}}]}")
        .replace('\'', '"');
  }

  private static boolean trusts(PolicyDocument trust, String account, String user) {
    String begin = "acs:ram::" + account;
    return trust.trusts(
        "sts:AssumeRole", List.of(begin + ":root", begin + ":user/" + user), ConditionKeys.NONE);
  }

  private static PolicyDocument policy(String statement) throws MalformedDocument {
    String text = "{'Version':'1','Statement':[{'Effect':'Allow'," + statement + "}]}";
    return PolicyDocument.read(text.replace('\'', '"'));
  }

  private static AccessRequest on(String action, Arn resource) {
    return new AccessRequest(action, Optional.of(resource), ConditionKeys.NONE);
  }

  private static AccessRequest with(String team, String group) {
    return new AccessRequest(
        "ecs:DeleteDisk",
        Optional.of(DISK),
        key ->
            switch (key) {
              case "acs:ResourceTag/team" -> Optional.of(team);
              case "acs:ResourceGroupId" -> Optional.of(group);
              case "acs:SecureTransport" -> Optional.of("false");
              default -> Optional.empty();
            });
  }
}
