package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.ram.EveryAction.Things;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.ApiVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts on one server: neither sees, uses or changes anything of the other. */
class IsolationTest {
  /** They name nothing that can be another's, and would make something of the caller's own. */
  private static final Set<String> MAKES_SOMETHING =
      Set.of(
          "RunInstances",
          "CreateInstance",
          "CreateKey",
          "CreateResourceGroup",
          "CreateUser",
          "CreateGroup",
          "CreateRole",
          "CreatePolicy");

  @TempDir Path directory;
  private ApiWorld api;
  private AccessKey other;
  private Things theirs;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    other = new AccessWorld(api).otherAccount();
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    String groupId = api.call("CreateSnapshotGroup", "DiskId.1", diskId).text("/SnapshotGroupId");
    String snapshotId = api.call("DescribeSnapshots").text("/Snapshots/Snapshot/0/SnapshotId");
    theirs = new Things(instanceId, diskId, snapshotId, groupId);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void anothersThingIsAnsweredLikeOneThatIsNot() {
    String before = everything();
    List<String> differing = new ArrayList<>();
    for (String action : EcsProduct.over(api.world().control()).actionNames()) {
      String none = answer(action, Things.NONE);
      String foreign = answer(action, theirs);
      if (!none.equals(foreign)) {
        differing.add(action + ": " + none + " but " + foreign);
      }
    }
    assertThat(differing).isEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatTheOtherProductsKeepIsAnsweredLikeThatToo() {
    AccessWorld access = new AccessWorld(api);
    String role =
        access
            .done("CreateRole", "RoleName", "theirs", "AssumeRolePolicyDocument", AccessWorld.TRUST)
            .text("/Role/Arn");
    access.done("CreateGroup", "GroupName", "theirs");
    access.policy("theirs", "'Effect':'Allow','Action':'*','Resource':'*'");
    EveryRow.Names foreign =
        new EveryRow.Names(
            api.kms("CreateKey").text("/KeyMetadata/KeyId"),
            "alias/theirs",
            api.manage("CreateResourceGroup", "Name", "theirs", "DisplayName", "theirs")
                .text("/ResourceGroup/Id"),
            role,
            access.user("theirs").id());
    api.kms("CreateAlias", "AliasName", foreign.alias(), "KeyId", foreign.keyId());
    String before = keysGroupsAndUsers();
    List<String> differing = new ArrayList<>();
    EveryRow.of(api.world().control().actions())
        .filter(row -> row.api() != ApiVersion.ECS)
        .filter(row -> !MAKES_SOMETHING.contains(row.name()))
        .forEach(row -> {
          String none = answer(row, EveryRow.Names.NONE);
          String theirs = answer(row, foreign);
          if (!none.equals(theirs)) {
            differing.add(row.name() + ": " + none + " but " + theirs);
          }
        });
    assertThat(differing).isEmpty();
    assertThat(keysGroupsAndUsers())
        .isEqualTo(before)
        .contains(foreign.keyId(), foreign.alias(), foreign.accessKeyId());
  }

  private String answer(ActionRow<?, ?> row, EveryRow.Names names) {
    Answer answer =
        api.send(other, row.api().version(), row.name(), EveryRow.parameters(row, names));
    String text = withoutRequestId(names.veil(answer.status() + " " + answer.body()));
    return text.replaceAll("\"EncodedDiagnosticMessage\":\"[^\"]*\"", "");
  }

  private String keysGroupsAndUsers() {
    AccessWorld access = new AccessWorld(api);
    StringBuilder all = new StringBuilder();
    all.append(api.kms("ListKeys").body()).append(api.kms("ListAliases").body());
    all.append(api.manage("ListResourceGroups").body());
    for (String list : List.of("ListUsers", "ListGroups", "ListRoles", "ListPolicies")) {
      all.append(access.done(list).body());
    }
    all.append(access.done("ListAccessKeys", "UserName", "theirs").body());
    return withoutRequestId(all.toString());
  }

  private static String withoutRequestId(String text) {
    return text.replaceAll("\"RequestId\":\"[^\"]*\"", "");
  }

  /** The answer without what differs from call to call, and with veiled names. */
  private String answer(String action, Things things) {
    Map<String, String> parameters = EveryAction.parameters(action, things);
    if (MAKES_SOMETHING.contains(action)) {
      return "";
    }
    Answer answer = api.send(other, EcsProduct.VERSION, action, parameters);
    String text = answer.status() + " " + answer.body();
    return things
        .veil(text)
        .replaceAll("\"RequestId\":\"[^\"]*\"", "")
        .replaceAll("[a-z]+-bp1[a-z0-9]{17}", "NEW");
  }

  @Test
  void listsShowNothingOfAnother() {
    for (String action : EcsProduct.over(api.world().control()).actionNames()) {
      if (action.startsWith("Describe") && !EveryAction.ABOUT_NOBODY.contains(action)) {
        Answer answer =
            api.send(
                other,
                EcsProduct.VERSION,
                action,
                new TreeMap<>(Map.of("RegionId", "cn-hangzhou")));
        String text = answer.body().toString();
        assertThat(text)
            .as(action)
            .doesNotContain(theirs.instanceId())
            .doesNotContain(theirs.diskId())
            .doesNotContain(theirs.snapshotId())
            .doesNotContain(theirs.groupId());
      }
    }
  }

  private String everything() {
    StringBuilder all = new StringBuilder();
    for (String action :
        List.of(
            "DescribeInstances", "DescribeDisks", "DescribeSnapshots", "DescribeSnapshotGroups")) {
      all.append(api.call(action).body().toString().replaceAll("\"RequestId\":\"[^\"]*\"", ""));
    }
    return all.toString();
  }
}
