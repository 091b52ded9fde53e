package dev.stillpoint.api.golden;

import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.account.Accounts;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Who calls in a world, and what there is when the random calls begin; made through the API. */
final class Cast {
  private static final String TRUST =
      "{'Version':'1','Statement':[{'Effect':'Allow','Action':'sts:AssumeRole',"
          + "'Principal':{'RAM':['acs:ram::1000000000000001:root']}}]}";
  private static final String MUCH =
      "{'Version':'1','Statement':[{'Effect':'Allow','Action':['ecs:*','kms:*','ram:*',"
          + "'resourcemanager:*','sts:*'],'Resource':'*'},{'Effect':'Deny','Action':"
          + "['ecs:DeleteSnapshot','ecs:StopInstance','kms:DisableKey','ram:DeleteUser'],"
          + "'Resource':'*'},{'Effect':'Deny','Action':'ecs:*','Resource':'*','Condition':"
          + "{'StringEquals':{'ecs:tag/team':'prod'}}}]}";
  private static final String SOME =
      "{'Version':'1','Statement':[{'Effect':'Allow','Action':['ecs:Describe*','ram:Get*',"
          + "'ram:List*','ecs:CreateDisk'],'Resource':['*']}]}";

  /** Who calls. */
  record Caller(String name, AccessKey key, String securityToken) {}

  private final ApiWorld api;
  private final Known known;
  private final Caller root;
  private final Caller limited;
  private final Caller nobody;
  private final Caller session;
  private final Caller other;

  Cast(ApiWorld api, Known known) throws BlockFault {
    this.api = api;
    this.known = known;
    Accounts.AccessKey first = api.world().control().accounts().firstStart();
    root =
        new Caller("root", new AccessKey(first.id(), first.secret(), first.accountId(), true), "");
    var made = api.world().control().operator().accounts().create();
    other =
        new Caller(
            "other",
            new AccessKey(made.accessKeyId(), made.accessKeySecret(), made.accountId(), true),
            "");
    furnish();
    people();
    limited = user("limited", "much", MUCH);
    nobody = user("nobody", "", "");
    session = session();
  }

  /** Mostly the account itself; but an account cannot take a role. */
  Caller one(Vocabulary.Entry entry, RandomGenerator random) {
    if (entry.action().equals("AssumeRole") && random.nextBoolean()) {
      return limited;
    }
    return switch (random.nextInt(20)) {
      case 0 -> nobody;
      case 1, 2 -> limited;
      case 3 -> session;
      case 4 -> other;
      default -> root;
    };
  }

  private void furnish() throws BlockFault {
    String foreign = machine(other);
    String foreignDisk = disk(other);
    ecs(other, "AttachDisk", "InstanceId", foreign, "DiskId", foreignDisk);
    ecs(other, "CreateSnapshotGroup", "InstanceId", foreign);
    String running = machine(root);
    String stopped = machine(root);
    List<String> disks = List.of(disk(root), disk(root), disk(root));
    for (String diskId : disks.subList(0, 2)) {
      ecs(root, "AttachDisk", "InstanceId", running, "DiskId", diskId);
      api.world().write(diskId, 1, 7);
    }
    String keyId = text(kms("CreateKey"), "/KeyMetadata/KeyId");
    kms("CreateAlias", "AliasName", "alias/one", "KeyId", keyId);
    ecs(
        root,
        "CreateDisk",
        "ZoneId",
        "cn-hangzhou-h",
        "Size",
        "40",
        "DiskCategory",
        "cloud_auto",
        "Encrypted",
        "true",
        "KMSKeyId",
        keyId);
    String snapshotId = text(ecs(root, "CreateSnapshot", "DiskId", disks.get(0)), "/SnapshotId");
    ecs(root, "AttachDisk", "InstanceId", stopped, "DiskId", disks.get(2));
    api.world().write(disks.get(2), 1, 7);
    ecs(root, "CreateSnapshot", "DiskId", disks.get(2));
    ecs(root, "CreateSnapshotGroup", "InstanceId", stopped, "Name", "n1");
    ecs(root, "StopInstance", "InstanceId", stopped);
    disk(root);
    ecs(
        root,
        "CreateAutoSnapshotPolicy",
        "regionId",
        "cn-hangzhou",
        "timePoints",
        "[\"1\"]",
        "repeatWeekdays",
        "[\"1\"]",
        "retentionDays",
        "7");
    ecs(root, "CreateImage", "InstanceId", running, "ImageName", "image-one");
    tag("snapshot", snapshotId);
    tag("disk", disks.get(0));
    manage("CreateResourceGroup", "Name", "n1", "DisplayName", "Shown");
  }

  private void tag(String type, String resourceId) {
    ecs(
        root,
        "TagResources",
        "ResourceType",
        type,
        "ResourceId.1",
        resourceId,
        "Tag.1.Key",
        "team",
        "Tag.1.Value",
        "prod");
  }

  private void people() {
    for (String name : List.of("u1", "u2")) {
      ram("CreateUser", "UserName", name);
    }
    ram("CreateAccessKey", "UserName", "u1");
    ram("CreateGroup", "GroupName", "g1");
    ram("AddUserToGroup", "GroupName", "g1", "UserName", "u1");
    ram("CreatePolicy", "PolicyName", "p1", "PolicyDocument", quoted(SOME));
    ram("CreatePolicy", "PolicyName", "some", "PolicyDocument", quoted(SOME));
    ram("CreatePolicyVersion", "PolicyName", "some", "PolicyDocument", quoted(MUCH));
    ram("CreateRole", "RoleName", "r1", "AssumeRolePolicyDocument", quoted(TRUST));
    for (List<String> holder :
        List.of(List.of("User", "u1"), List.of("Group", "g1"), List.of("Role", "r1"))) {
      for (String policy : List.of("p1", "some")) {
        ram(
            "AttachPolicyTo" + holder.get(0),
            holder.get(0) + "Name",
            holder.get(1),
            "PolicyName",
            policy,
            "PolicyType",
            "Custom");
      }
    }
  }

  private String machine(Caller caller) {
    return text(
        ecs(caller, "RunInstances", "ImageId", "any", "InstanceType", "ecs.any"),
        "/InstanceIdSets/InstanceIdSet/0");
  }

  private String disk(Caller caller) {
    return text(
        ecs(
            caller,
            "CreateDisk",
            "ZoneId",
            "cn-hangzhou-h",
            "DiskCategory",
            "cloud_essd",
            "Size",
            "20"),
        "/DiskId");
  }

  private Caller user(String name, String policy, String document) {
    ram("CreateUser", "UserName", name);
    if (!policy.isEmpty()) {
      ram("CreatePolicy", "PolicyName", policy, "PolicyDocument", quoted(document));
      ram("AttachPolicyToUser", "UserName", name, "PolicyName", policy, "PolicyType", "Custom");
    }
    ApiWorld.Answer key = ram("CreateAccessKey", "UserName", name);
    return new Caller(
        name,
        new AccessKey(
            text(key, "/AccessKey/AccessKeyId"),
            text(key, "/AccessKey/AccessKeySecret"),
            root.key().account(),
            true),
        "");
  }

  private Caller session() {
    ram("CreateRole", "RoleName", "reader", "AssumeRolePolicyDocument", quoted(TRUST));
    ram("AttachPolicyToRole", "RoleName", "reader", "PolicyName", "some", "PolicyType", "Custom");
    ApiWorld.Answer taken =
        call(
            limited,
            ApiVersion.STS.version(),
            "AssumeRole",
            "RoleArn",
            "acs:ram::1000000000000001:role/reader",
            "RoleSessionName",
            "session");
    return new Caller(
        "session",
        new AccessKey(
            text(taken, "/Credentials/AccessKeyId"),
            text(taken, "/Credentials/AccessKeySecret"),
            root.key().account(),
            true),
        text(taken, "/Credentials/SecurityToken"));
  }

  private ApiWorld.Answer ecs(Caller caller, String action, String... pairs) {
    return call(caller, EcsProduct.VERSION, action, pairs);
  }

  private ApiWorld.Answer ram(String action, String... pairs) {
    return call(root, ApiVersion.RAM.version(), action, pairs);
  }

  private ApiWorld.Answer kms(String action, String... pairs) {
    return call(root, ApiVersion.KMS.version(), action, pairs);
  }

  private void manage(String action, String... pairs) {
    call(root, ApiVersion.RESOURCE_MANAGER.version(), action, pairs);
  }

  private ApiWorld.Answer call(Caller caller, String version, String action, String... pairs) {
    Map<String, String> parameters = new TreeMap<>();
    if (version.equals(EcsProduct.VERSION)) {
      parameters.put("RegionId", "cn-hangzhou");
    }
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    ApiWorld.Answer answer = api.send(caller.key(), version, action, parameters);
    if (answer.status() != 200) {
      throw new AssertionError("the world cannot be furnished: " + action + " " + answer);
    }
    known.learn(answer.body().toString());
    known.done(action, parameters, answer.body().toString());
    return answer;
  }

  private static String text(ApiWorld.Answer answer, String pointer) {
    String text = answer.text(pointer);
    if (text.isEmpty()) {
      throw new AssertionError("no " + pointer + " in " + answer);
    }
    return text;
  }

  private static String quoted(String document) {
    return document.replace('\'', '"');
  }
}
