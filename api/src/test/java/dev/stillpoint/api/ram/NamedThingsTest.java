package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Mentions;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.control.contract.ApiVersion;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Mention;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Deny on a thing holds for every action that names the thing, whatever it does with it. */
class NamedThingsTest {
  private static final String ALL = "'Effect':'Allow','Action':'*','Resource':'*'";
  private static final String KEY = "11111111-2222-3333-4444-555555555555";

  /**
   * What ends like an identifier and names no thing that a policy could speak of: places, accounts,
   * chains, what this server has none of; what is left alone; and what each action that takes it
   * asks a full permission for, by its type.
   */
  private static final Set<String> NO_THINGS =
      Set.of(
          "RegionId",
          "regionId",
          "ZoneId",
          "DestinationZoneId",
          "ImageOwnerId",
          "SnapshotLinkId",
          "SnapshotLinkIds",
          "StorageSetId",
          "StorageClusterId",
          "SystemDisk.StorageClusterId",
          "DataDisk.1.StorageClusterId",
          "HpcClusterId",
          "ExcludeDiskId.",
          "ResourceId",
          "ResourceId.");

  @TempDir Path directory;
  private ApiWorld api;
  private AccessWorld access;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    access = new AccessWorld(api);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void everyActionObeysADenyOnEachThingThatItNames() {
    AccessKey free = access.user("free");
    access.allow("free", "all", ALL);
    List<String> through = new ArrayList<>();
    int asked = 0;
    for (Map.Entry<String, AccessKey> denied : usersByThing().entrySet()) {
      for (String action : EcsProduct.over(api.world().control()).actionNames()) {
        Map<String, String> parameters = parameters(action);
        boolean named =
            Mentions.in(action, Parameters.of(parameters)).stream()
                .map(Mention::resource)
                .anyMatch(thing -> denied.getKey().endsWith(thing.type() + "/" + thing.id()));
        if (EveryAction.ABOUT_NOBODY.contains(action)
            || !named
            || outcome(free, action, parameters).startsWith("400 ")) {
          continue;
        }
        asked++;
        String outcome = outcome(denied.getValue(), action, parameters);
        if (!outcome.equals("403 Forbidden.RAM")) {
          through.add(action + " with " + denied.getKey() + ": " + outcome);
        }
      }
    }
    assertThat(through).isEmpty();
    assertThat(asked).isGreaterThan(300);
  }

  private String outcome(AccessKey key, String action, Map<String, String> parameters) {
    return api.send(key, EcsProduct.VERSION, action, parameters).outcome();
  }

  /** A user for each thing, who may do everything but touch that. */
  private Map<String, AccessKey> usersByThing() {
    Map<String, AccessKey> users = new LinkedHashMap<>();
    for (String thing :
        List.of(
            "acs:ecs:*:*:instance/i-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:disk/d-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:snapshot/s-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:snapshotgroup/ssg-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:snapshotpolicy/sp-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:image/m-bp1aaaaaaaaaaaaaaaaa",
            "acs:ecs:*:*:securitygroup/sg-1",
            "acs:ecs:*:*:keypair/pair",
            "acs:vpc:*:*:vswitch/vsw-1",
            "acs:kms:*:*:key/" + KEY,
            "acs:ram:*:*:role/guest",
            "acs:ram:*:*:resourcegroup/rg-aaaaaaaaaaaaaaa")) {
      String name = "u" + users.size();
      AccessKey key = access.user(name);
      access.attach(name, "Custom", "all");
      access.allow(name, "no" + users.size(), deny("*", thing));
      users.put(thing, key);
    }
    return users;
  }

  private static String deny(String action, String thing) {
    return "'Effect':'Deny','Action':'" + action + "','Resource':'" + thing + "'";
  }

  private static Map<String, String> parameters(String action) {
    Map<String, String> all = EveryAction.parameters(action, EveryAction.Things.NONE);
    switch (action) {
      case "RunInstances", "CreateInstance" -> {
        all.put("SecurityGroupId", "sg-1");
        all.put("VSwitchId", "vsw-1");
        all.put("KeyPairName", "pair");
        all.put("RamRoleName", "guest");
        all.put("SystemDisk.AutoSnapshotPolicyId", "sp-bp1aaaaaaaaaaaaaaaaa");
        all.put("DataDisk.1.SnapshotId", "s-bp1aaaaaaaaaaaaaaaaa");
        all.put("DataDisk.1.Encrypted", "true");
        all.put("DataDisk.1.KMSKeyId", KEY);
      }
      case "CreateDisk" -> {
        all.put("Encrypted", "true");
        all.put("KMSKeyId", KEY);
      }
      default -> {
        // Names what it may.
      }
    }
    return all;
  }

  @Test
  void everyIdentifierThatAnActionReadsIsKnownByItsName() throws ApiFault {
    Product product = EcsProduct.over(api.world().control());
    Set<String> unknown = new TreeSet<>();
    Caller root = Caller.root(access.root().account());
    for (String action : product.actionNames()) {
      Set<String> read = new TreeSet<>();
      Arguments arguments =
          new Arguments(Parameters.of(parameters(action)))
              .watchedBy((name, use) -> {
                if (use == Arguments.Use.READ) {
                  read.add(name);
                }
              });
      try {
        product.action(action).perform(new Invocation(arguments, root, "localhost", "R"));
      } catch (ApiFault | Refusal refused) {
        // What it read before counts.
      }
      for (String name : read) {
        String whole = name.endsWith(".") ? name + "1" : name;
        boolean identifier = name.matches("(?i).*(id|ids|keypairname|ramrolename)\\.?");
        if (identifier && Mentions.in(action, Parameters.of(Map.of(whole, "x"))).isEmpty()) {
          unknown.add(name);
        }
      }
    }
    unknown.removeAll(NO_THINGS);
    assertThat(unknown).isEmpty();
  }

  @Test
  void aDeniedSnapshotDoesNotComeWithAnInstance() {
    String disk = api.diskOf(api.instance());
    String snapshot = api.call("CreateSnapshot", "DiskId", disk).text("/SnapshotId");
    AccessKey alice = access.user("alice");
    access.allow("alice", "all", ALL);
    String[] call = {
      "ImageId", "any", "InstanceType", "ecs.any", "DataDisk.1.SnapshotId", snapshot
    };
    assertThat(api.call(alice, "RunInstances", call).outcome()).isEqualTo("200");
    access.allow("alice", "secret", deny("ecs:*", "acs:ecs:*:*:snapshot/" + snapshot));
    for (String action : List.of("RunInstances", "CreateInstance")) {
      var denied = api.call(alice, action, call);
      assertThat(denied.outcome()).isEqualTo("403 Forbidden.RAM");
      assertThat(denied.text("/AccessDeniedDetail/NoPermissionType")).isEqualTo("ExplicitDeny");
    }
  }

  @Test
  void aKeyThatIsDeniedInTheKeyStoreSealsNoDisk() {
    String key = api.kms("CreateKey").text("/KeyMetadata/KeyId");
    AccessKey alice = access.user("alice");
    access.allow("alice", "all", ALL);
    String[] disk = {
      "ZoneId",
      "cn-hangzhou-h",
      "DiskCategory",
      "cloud_essd",
      "Size",
      "20",
      "Encrypted",
      "true",
      "KMSKeyId",
      key
    };
    assertThat(api.call(alice, "CreateDisk", disk).outcome()).isEqualTo("200");
    access.allow("alice", "nokey", deny("kms:*", "acs:kms:*:*:key/" + key));
    assertThat(api.call(alice, "CreateDisk", disk).outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(api.call(alice, "DescribeDisks", "KMSKeyId", key).outcome()).isEqualTo("200");
  }

  @Test
  void aDenialOfAnAliasDoesNotTellTheKeyBehindIt() {
    String key = api.kms("CreateKey").text("/KeyMetadata/KeyId");
    api.kms("CreateAlias", "AliasName", "alias/mine", "KeyId", key);
    AccessKey alice = access.user("alice");
    Map<String, String> named = new TreeMap<>(Map.of("KeyId", "alias/mine"));
    var denied = api.send(alice, ApiVersion.KMS.version(), "DescribeKey", named);
    assertThat(denied.outcome()).isEqualTo("403 Forbidden.RAM");
    String told = denied.body().toString();
    String opaque =
        new String(
            Base64.getDecoder().decode(denied.text("/AccessDeniedDetail/EncodedDiagnosticMessage")),
            StandardCharsets.UTF_8);
    assertThat(told + opaque).doesNotContain(key).contains("alias/mine");
  }

  @Test
  void whatStartsAnInstanceAsksForThat() {
    String instance = api.instance();
    String disk = api.diskOf(instance);
    api.call("StopInstance", "InstanceId", instance);
    AccessKey alice = access.user("alice");
    access.allow("alice", "reinit", "'Effect':'Allow','Action':'ecs:ReInitDisk','Resource':'*'");
    String[] call = {"DiskId", disk, "AutoStartInstance", "true"};
    assertThat(api.call(alice, "ReInitDisk", call).outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(api.call(alice, "ReInitDisk", "DiskId", disk).outcome()).isEqualTo("200");
    access.allow("alice", "start", "'Effect':'Allow','Action':'ecs:StartInstance','Resource':'*'");
    assertThat(api.call(alice, "ReInitDisk", call).outcome()).isEqualTo("200");
  }

  @Test
  void aDenyOfWhatIsNotEncryptedHoldsForInstances() {
    AccessKey alice = access.user("alice");
    access.allow("alice", "all", ALL);
    guard("StringEquals", "IsSystemDiskEncrypted", "false");
    guard("StringLike", "IsDiskEncrypted", "*false*");
    for (String action : List.of("RunInstances", "CreateInstance")) {
      assertThat(create(alice, action)).isEqualTo("403 Forbidden.RAM");
      assertThat(create(alice, action, "SystemDisk.Encrypted", "true")).isEqualTo("200");
      String[] mixed = {
        "SystemDisk.Encrypted",
        "true",
        "DataDisk.1.Size",
        "20",
        "DataDisk.1.Encrypted",
        "true",
        "DataDisk.2.Size",
        "20"
      };
      assertThat(create(alice, action, mixed)).isEqualTo("403 Forbidden.RAM");
      mixed[6] = "DataDisk.1.DiskName";
      mixed[7] = "sealed";
      assertThat(create(alice, action, mixed)).isEqualTo("200");
    }
  }

  private void guard(String operator, String key, String value) {
    access.allow(
        "alice",
        key,
        "'Effect':'Deny','Action':'ecs:*','Resource':'*','Condition':{'"
            + operator
            + "':{'ecs:"
            + key
            + "':'"
            + value
            + "'}}");
  }

  private String create(AccessKey key, String action, String... more) {
    List<String> call = new ArrayList<>(List.of("ImageId", "any", "InstanceType", "ecs.any"));
    call.addAll(List.of(more));
    return api.call(key, action, call.toArray(String[]::new)).outcome();
  }

  @Test
  void aGuardHoldsForTheDisksThatOnlyTheImageBrings() {
    String instance = api.instance();
    api.diskOf(instance);
    String image = api.call("CreateImage", "InstanceId", instance).text("/ImageId");
    AccessKey alice = access.user("alice");
    access.allow("alice", "all", ALL);
    String[] call = {"ImageId", image, "InstanceType", "ecs.any"};
    assertThat(api.call(alice, "RunInstances", call).outcome()).isEqualTo("200");
    guard("StringEquals", "IsDiskEncrypted", "false");
    assertThat(api.call(alice, "RunInstances", call).outcome()).isEqualTo("403 Forbidden.RAM");
  }

  @Test
  void anIdentifierThatIsLongerThanAnyIsNotJudged() {
    AccessKey alice = access.user("alice");
    access.allow("alice", "all", ALL);
    var answer = api.call(alice, "DeleteDisk", "DiskId", "d".repeat(60_000));
    assertThat(answer.outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(answer.body().toString()).hasSizeLessThan(1_000);
    assertThat(api.call(alice, "DeleteDisk", "DiskId", "d".repeat(200)).status()).isEqualTo(404);
  }

  @Test
  void aUserWhoMayRenameItselfTakesNoOtherName() {
    AccessKey alice = access.user("alice");
    access.allow(
        "alice",
        "self",
        "'Effect':'Allow','Action':'ram:UpdateUser','Resource':'acs:ram:*:*:user/alice'");
    assertThat(access.ram(alice, "UpdateUser", "UserName", "alice", "NewUserName", "bob").outcome())
        .isEqualTo("403 NoPermission");
    assertThat(access.ram(alice, "UpdateUser", "UserName", "alice", "NewComments", "me").outcome())
        .isEqualTo("200");
    access.allow(
        "alice",
        "to",
        "'Effect':'Allow','Action':'ram:UpdateUser','Resource':'acs:ram:*:*:user/bob'");
    assertThat(access.ram(alice, "UpdateUser", "UserName", "alice", "NewUserName", "bob").outcome())
        .isEqualTo("200");
  }
}
