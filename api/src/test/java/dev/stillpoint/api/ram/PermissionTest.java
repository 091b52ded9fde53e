package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.contract.ApiVersion;
import dev.stillpoint.control.contract.Permission;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users may do, asked through the actions themselves. */
class PermissionTest {
  /** Actions whose form the one set of parameters keeps. */
  private static final Set<String> WELL_FORMED =
      Set.of(
          "AttachDisk",
          "CreateDisk",
          "CreateSnapshot",
          "CreateSnapshotGroup",
          "DeleteDisk",
          "DeleteInstance",
          "DeleteSnapshot",
          "DeleteSnapshotGroup",
          "DescribeDisks",
          "DescribeInstances",
          "DescribeLockedSnapshots",
          "DescribeSnapshotGroups",
          "DescribeSnapshots",
          "DetachDisk",
          "JoinResourceGroup",
          "ListTagResources",
          "LockSnapshot",
          "ModifyDiskAttribute",
          "ModifySnapshotAttribute",
          "ModifySnapshotGroup",
          "ReInitDisk",
          "ResetDisk",
          "ResetDisks",
          "ResizeDisk",
          "RunInstances",
          "StartInstance",
          "StopInstance",
          "TagResources",
          "UnlockSnapshot",
          "UntagResources");

  @TempDir Path directory;
  private ApiWorld api;
  private AccessWorld access;
  private AccessKey alice;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    access = new AccessWorld(api);
    alice = access.user("alice");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void everyActionAsksForPermissionBeforeAnythingElse() {
    List<String> otherwise = new ArrayList<>();
    for (String action : EcsProduct.over(api.world().control()).actionNames()) {
      String outcome =
          api.send(
                  alice,
                  EcsProduct.VERSION,
                  action,
                  EveryAction.parameters(action, EveryAction.Things.NONE))
              .outcome();
      boolean free = EveryAction.ABOUT_NOBODY.contains(action);
      boolean asked =
          outcome.equals("403 Forbidden.RAM")
              || (!WELL_FORMED.contains(action) && outcome.startsWith("400 "));
      if (!free && !asked) {
        otherwise.add(action + ": " + outcome);
      }
    }
    assertThat(otherwise).isEmpty();
  }

  @Test
  void everyRowOfTheTableIsAskedForByItsNameOrSaysWhyNot() {
    List<String> otherwise = new ArrayList<>();
    EveryRow.of(api.world().control().actions())
        .forEach(row -> {
          Answer answer =
              api.send(
                  alice,
                  row.api().version(),
                  row.name(),
                  EveryRow.parameters(row, EveryRow.Names.NONE));
          String missing = answer.text("/AccessDeniedDetail/AuthAction");
          boolean right =
              switch (row.permission()) {
                case Permission.Asked<?> _ ->
                    answer.status() == 403
                        && missing.replace("ecs:", "").equals(row.permissionName());
                case Permission.NotAsked<?>(String reason) ->
                    answer.status() == 200 && reason.endsWith(".");
              };
          if (!right) {
            otherwise.add(row.name() + ": " + answer.body());
          }
        });
    assertThat(otherwise).isEmpty();
  }

  @Test
  void aDenialTellsWhatWasMissing() {
    String diskId = api.disk();
    Answer denied = api.call(alice, "DeleteDisk", "DiskId", diskId);
    assertThat(denied.outcome()).isEqualTo("403 Forbidden.RAM");
    var detail = denied.body().path("AccessDeniedDetail");
    assertThat(detail.propertyNames())
        .containsExactly(
            "AuthAction",
            "AuthPrincipalType",
            "AuthPrincipalOwnerId",
            "AuthPrincipalDisplayName",
            "NoPermissionType",
            "PolicyType",
            "EncodedDiagnosticMessage");
    assertThat(detail.path("AuthAction").asString()).isEqualTo("ecs:DeleteDisk");
    assertThat(detail.path("AuthPrincipalType").asString()).isEqualTo("SubUser");
    assertThat(detail.path("AuthPrincipalOwnerId").asString()).isEqualTo("1000000000000001");
    assertThat(detail.path("AuthPrincipalDisplayName").asString())
        .isEqualTo(access.done("GetUser", "UserName", "alice").text("/User/UserId"));
    assertThat(detail.path("NoPermissionType").asString()).isEqualTo("ImplicitDeny");
    assertThat(detail.path("PolicyType").asString()).isEqualTo("AccountLevelIdentityBasedPolicy");
    byte[] opaque = Base64.getDecoder().decode(detail.path("EncodedDiagnosticMessage").asString());
    assertThat(new String(opaque, StandardCharsets.UTF_8))
        .isEqualTo("ecs:DeleteDisk acs:ecs:cn-hangzhou:1000000000000001:disk/" + diskId);
    access.allow("alice", "never", "'Effect':'Deny','Action':'ecs:Delete*','Resource':'*'");
    access.attach("alice", "System", "AdministratorAccess");
    Answer forbidden = api.call(alice, "DeleteDisk", "DiskId", diskId);
    assertThat(forbidden.text("/AccessDeniedDetail/NoPermissionType")).isEqualTo("ExplicitDeny");
    assertThat(api.call(alice, "DescribeDisks").outcome()).isEqualTo("200");
  }

  @Test
  void aGroupIsMadeOfPermittedDisksOnly() {
    String instanceId = api.instance();
    String mine = api.diskOf(instanceId);
    String other = api.diskOf(instanceId);
    access.allow(
        "alice",
        "operator",
        "'Effect':'Allow','Action':'ecs:CreateSnapshotGroup','Resource':['acs:ecs:*:*:instance/"
            + instanceId
            + "','acs:ecs:*:*:disk/"
            + mine
            + "']");
    assertThat(api.call(alice, "CreateSnapshotGroup", "DiskId.1", mine).outcome()).isEqualTo("200");
    assertThat(
            api.call(alice, "CreateSnapshotGroup", "DiskId.1", mine, "DiskId.2", other).outcome())
        .isEqualTo("403 Forbidden.RAM");
    Answer found = api.call(alice, "CreateSnapshotGroup", "InstanceId", instanceId);
    assertThat(found.outcome()).isEqualTo("403 Forbidden.RAM");
    access.allow(
        "alice",
        "disks",
        "'Effect':'Allow','Action':'ecs:CreateSnapshotGroup','Resource':'acs:ecs:*:*:disk/*'");
    assertThat(api.call(alice, "CreateSnapshotGroup", "InstanceId", instanceId).outcome())
        .isEqualTo("200");
  }

  @Test
  void anUnknownAndAForbiddenDiskLookAlike() {
    String diskId = api.disk();
    Answer forbidden = api.call(alice, "DeleteDisk", "DiskId", diskId);
    Answer unknown = api.call(alice, "DeleteDisk", "DiskId", "d-bp1aaaaaaaaaaaaaaaaa");
    assertThat(unknown.outcome()).isEqualTo(forbidden.outcome());
  }

  @Test
  void permissionIsAskedBeforeTheClientTokenIsClaimed() {
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    String[] call = {"DiskId.1", diskId, "ClientToken", "once"};
    assertThat(api.call(alice, "CreateSnapshotGroup", call).outcome())
        .isEqualTo("403 Forbidden.RAM");
    Answer made = api.call("CreateSnapshotGroup", call);
    assertThat(made.outcome()).isEqualTo("200");
    assertThat(api.call(alice, "CreateSnapshotGroup", call).outcome())
        .isEqualTo("403 Forbidden.RAM");
  }

  @Test
  void aDenialAboutAUserHoldsForEverySpellingOfItsName() {
    access.user("boss");
    access.allow("alice", "keys", "'Effect':'Allow','Action':'ram:*','Resource':'*'");
    access.allow(
        "alice", "boss", "'Effect':'Deny','Action':'ram:*','Resource':'acs:ram:*:*:user/boss'");
    for (String name : List.of("boss", "Boss", "BOSS")) {
      assertThat(access.ram(alice, "CreateAccessKey", "UserName", name).outcome())
          .isEqualTo("403 NoPermission");
    }
    assertThat(access.ram(alice, "CreateAccessKey", "UserName", "alice").outcome())
        .isEqualTo("200");
  }

  @Test
  void aDenialAboutAKeyHoldsForEveryNameOfIt() {
    String key = api.kms("CreateKey").text("/KeyMetadata/KeyId");
    String other = api.kms("CreateKey").text("/KeyMetadata/KeyId");
    api.kms("CreateAlias", "AliasName", "alias/mine", "KeyId", key);
    api.kms("CreateAlias", "AliasName", "alias/other", "KeyId", other);
    access.allow("alice", "keys", "'Effect':'Allow','Action':'kms:*','Resource':'*'");
    access.allow(
        "alice",
        "one",
        "'Effect':'Deny','Action':'kms:*','Resource':'acs:kms:*:*:key/" + key + "'");
    String start = "acs:kms:cn-hangzhou:1000000000000001:";
    for (String name : List.of(key, start + "key/" + key, start + key)) {
      assertThat(kms("DisableKey", name)).isEqualTo("403 Forbidden.RAM");
      assertThat(kms("DescribeKey", name)).isEqualTo("403 Forbidden.RAM");
      assertThat(kms("ListAliasesByKeyId", name)).isEqualTo("403 Forbidden.RAM");
    }
    assertThat(kms("DescribeKey", "alias/mine")).isEqualTo("403 Forbidden.RAM");
    assertThat(kms("DescribeKey", start + "alias/mine")).isEqualTo("403 Forbidden.RAM");
    assertThat(kms("DescribeKey", "alias/other")).isEqualTo("200");
    assertThat(kms("DisableKey", start + "key/" + other)).isEqualTo("200");
  }

  private String kms(String action, String keyId) {
    return api.send(alice, ApiVersion.KMS.version(), action, Map.of("KeyId", keyId)).outcome();
  }

  @Test
  void aListIsPermittedWholeOrByNames() {
    String diskId = api.disk();
    access.allow(
        "alice",
        "one",
        "'Effect':'Allow','Action':'ecs:DescribeDisks','Resource':'acs:ecs:*:*:disk/"
            + diskId
            + "'");
    assertThat(api.call(alice, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(api.call(alice, "DescribeDisks", "DiskIds", "[\"" + diskId + "\"]").outcome())
        .isEqualTo("200");
  }

  @Test
  void conditionsAskForTagsOfTheResourceAndOfTheRequest() {
    String dev = tagged("dev");
    String prod = tagged("prod");
    access.allow(
        "alice",
        "team",
        "'Effect':'Allow','Action':'ecs:DeleteDisk','Resource':'*',"
            + "'Condition':{'StringEquals':{'acs:ResourceTag/team':'dev'}}");
    assertThat(api.call(alice, "DeleteDisk", "DiskId", prod).outcome())
        .isEqualTo("403 Forbidden.RAM");
    assertThat(api.call(alice, "DeleteDisk", "DiskId", dev).outcome()).isEqualTo("200");
    access.allow(
        "alice",
        "request",
        "'Effect':'Allow','Action':'ecs:CreateDisk','Resource':'*',"
            + "'Condition':{'StringEquals':{'acs:RequestTag/team':'dev'}}");
    String[] call = {"ZoneId", "cn-hangzhou-h", "DiskCategory", "cloud_essd", "Size", "20"};
    assertThat(api.call(alice, "CreateDisk", call).outcome()).isEqualTo("403 Forbidden.RAM");
    String[] with = {
      "ZoneId",
      "cn-hangzhou-h",
      "DiskCategory",
      "cloud_essd",
      "Size",
      "20",
      "Tag.1.Key",
      "team",
      "Tag.1.Value",
      "dev"
    };
    assertThat(api.call(alice, "CreateDisk", with).outcome()).isEqualTo("200");
  }

  @Test
  void aDenialByTheRequestsTagsHoldsWhereverARequestHasSome() {
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    access.attach("alice", "System", "AliyunECSFullAccess");
    access.allow(
        "alice",
        "untagged",
        "'Effect':'Deny','Action':'ecs:*','Resource':['acs:ecs:*:*:disk/*','acs:ecs:*:*:image/*',"
            + "'acs:ecs:*:*:snapshot*'],"
            + "'Condition':{'StringEquals':{'acs:RequestTag/team':'prod'}}");
    String[] group = {"InstanceId", instanceId, "Tag.1.Key", "team", "Tag.1.Value", "prod"};
    assertThat(api.call(alice, "CreateSnapshotGroup", group).outcome())
        .isEqualTo("403 Forbidden.RAM");
    String[] tags = {
      "ResourceType", "disk", "ResourceId.1", diskId, "Tag.1.Key", "team", "Tag.1.Value", "prod"
    };
    assertThat(api.call(alice, "TagResources", tags).outcome()).isEqualTo("403 Forbidden.RAM");
    tags[7] = "dev";
    assertThat(api.call(alice, "TagResources", tags).outcome()).isEqualTo("200");
    group[5] = "dev";
    assertThat(api.call(alice, "CreateSnapshotGroup", group).outcome()).isEqualTo("200");
  }

  @Test
  void aDenialByTheTagsOfAThingHoldsForEveryKindOfThing() {
    String policy =
        api.call(
                "CreateAutoSnapshotPolicy",
                "regionId",
                "cn-hangzhou",
                "timePoints",
                "[\"1\"]",
                "repeatWeekdays",
                "[\"1\"]",
                "retentionDays",
                "-1")
            .text("/AutoSnapshotPolicyId");
    String image = api.call("CreateImage", "InstanceId", api.instance()).text("/ImageId");
    tag("snapshotpolicy", policy);
    tag("image", image);
    access.attach("alice", "System", "AliyunECSFullAccess");
    access.allow(
        "alice",
        "prod",
        "'Effect':'Deny','Action':'ecs:Delete*','Resource':'*',"
            + "'Condition':{'StringEquals':{'acs:ResourceTag/team':'prod'}}");
    String[] deletePolicy = {"regionId", "cn-hangzhou", "autoSnapshotPolicyId", policy};
    assertThat(api.call(alice, "DeleteAutoSnapshotPolicy", deletePolicy).outcome())
        .isEqualTo("403 Forbidden.RAM");
    assertThat(api.call(alice, "DeleteImage", "ImageId", image).outcome())
        .isEqualTo("403 Forbidden.RAM");
    assertThat(api.call("DeleteImage", "ImageId", image).outcome()).isEqualTo("200");
  }

  private void tag(String type, String id) {
    String[] tags = {
      "ResourceType", type, "ResourceId.1", id, "Tag.1.Key", "team", "Tag.1.Value", "prod"
    };
    assertThat(api.call("TagResources", tags).outcome()).isEqualTo("200");
  }

  private String tagged(String team) {
    return api.call(
            "CreateDisk",
            "ZoneId",
            "cn-hangzhou-h",
            "DiskCategory",
            "cloud_essd",
            "Size",
            "20",
            "Tag.1.Key",
            "team",
            "Tag.1.Value",
            team)
        .text("/DiskId");
  }

  @Test
  void conditionsAskForTheTimeAndForWhoAsks() {
    access.allow(
        "alice",
        "until",
        "'Effect':'Allow','Action':'ecs:DescribeDisks','Resource':'*','Condition':{"
            + "'DateLessThan':{'acs:CurrentTime':'2026-11-24T00:00:00Z'},"
            + "'StringLike':{'acs:PrincipalARN':'acs:ram::*:user/a*'},"
            + "'Bool':{'acs:SecureTransport':'false','acs:MFAPresent':'false'}}");
    assertThat(api.call(alice, "DescribeDisks").outcome()).isEqualTo("200");
    api.world().pass(Duration.ofDays(1));
    assertThat(api.call(alice, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
  }
}
