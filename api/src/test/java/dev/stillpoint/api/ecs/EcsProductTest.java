package dev.stillpoint.api.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.ecs.disk.DiskActions;
import dev.stillpoint.api.ecs.group.GroupActions;
import dev.stillpoint.api.ecs.instance.InstanceActions;
import dev.stillpoint.api.ecs.region.RegionActions;
import dev.stillpoint.api.ecs.snapshot.SnapshotActions;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Format;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.api.world.DocumentedShape;
import dev.stillpoint.api.world.Observed;
import dev.stillpoint.control.disk.DiskReset;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each action between the wire and control: what it reads, and what its answer looks like. */
class EcsProductTest {
  private final ScriptedControl control = new ScriptedControl();
  private final Product product = product(control);

  static Stream<String> actions() {
    return product(new ScriptedControl()).actionNames().stream();
  }

  private static Product product(ScriptedControl control) {
    return Observed.watching(
        new Product(
            EcsProduct.VERSION,
            Stream.<List<Action>>of(
                    RegionActions.over(control),
                    InstanceActions.over(control),
                    DiskActions.over(control),
                    SnapshotActions.over(control),
                    GroupActions.over(control))
                .flatMap(List::stream)
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyMemberOfTheAnswerIsDocumentedWithItsType(String action) throws ApiFault, Refusal {
    JsonNode answer = call(action, everything());
    DocumentedShape.assertOf(action, answer);
    assertThat(answer.has("Code")).as("a success never carries a Code").isFalse();
  }

  @Test
  void theActionsAreServedUnderTheVersionThatClientsSend() {
    assertThat(product.actionNames()).contains("CreateSnapshotGroup", "ResetDisks");
    assertThat(product.version()).isEqualTo("2014-05-26");
  }

  @Test
  void theCallersAccountReachesControl() throws ApiFault, Refusal {
    call("DeleteDisk", Map.of("DiskId", "d-9"));
    assertThat(control.caller().accountId()).isEqualTo("77");
    assertThat(control.request()).isEqualTo("d-9");
  }

  @Test
  void aRegionsEndpointIsTheAddressThatTheCallerUsed() throws ApiFault, Refusal {
    assertThat(call("DescribeRegions", Map.of()).at("/Regions/Region/0/RegionEndpoint").asString())
        .isEqualTo("host:7080");
  }

  @Test
  void groupsTakeListsAndTags() throws ApiFault, Refusal {
    call(
        "CreateSnapshotGroup",
        Map.of(
            "RegionId",
            "r",
            "DiskId.2",
            "d-2",
            "DiskId.1",
            "d-1",
            "ExcludeDiskId.1",
            "d-3",
            "Tag.1.Key",
            "a",
            "Tag.2.Key",
            "b",
            "Tag.2.Value",
            "",
            "InstantAccess",
            "True",
            "InstantAccessRetentionDays",
            "3"));
    assertThat(control.request())
        .isEqualTo(
            new dev.stillpoint.control.group.CreateSnapshotGroup(
                "r",
                null,
                List.of("d-1", "d-2"),
                List.of("d-3"),
                null,
                null,
                true,
                3,
                null,
                null,
                null,
                null,
                List.of(new Tag("a", null), new Tag("b", ""))));
  }

  @Test
  void retentionDaysOfAGroupAreReadOnlyWithInstantAccess() throws ApiFault, Refusal {
    call("CreateSnapshotGroup", Map.of("RegionId", "r", "InstantAccessRetentionDays", "x"));
    assertThat(control.request().toString()).contains("instantAccessRetentionDays=null");
    assertThat(
            refusal(
                "CreateSnapshotGroup",
                Map.of(
                    "RegionId", "r", "InstantAccess", "true", "InstantAccessRetentionDays", "x")))
        .isEqualTo("400 InvalidRetentionDays.Malformed");
  }

  @Test
  void modifyTellsAnEmptyTextFromAnAbsentOne() throws ApiFault, Refusal {
    call(
        "ModifySnapshotGroup",
        Map.of("RegionId", "r", "SnapshotGroupId", "ssg-1", "Description", ""));
    assertThat(control.request())
        .isEqualTo(new dev.stillpoint.control.group.ModifySnapshotGroup("r", "ssg-1", null, ""));
  }

  @Test
  void diskIdsOfDescribeDisksAreJsonText() throws ApiFault, Refusal {
    call(
        "DescribeDisks",
        Map.of(
            "RegionId",
            "r",
            "DiskIds",
            "[\"d-1\",\"d-2\"]",
            "PageSize",
            "50",
            "Filter.1.Key",
            "CreationStartTime",
            "Filter.1.Value",
            "2026-01-01T00:00Z"));
    var request = (dev.stillpoint.control.disk.DescribeDisks) control.request();
    assertThat(request.diskIds()).containsExactly("d-1", "d-2");
    assertThat(request.paging()).isEqualTo(new Paging(null, 50, null, null));
    assertThat(request.filters())
        .containsExactly(new FilterPair("CreationStartTime", "2026-01-01T00:00Z"));
  }

  @Test
  void anEmptyListInJsonTextIsNotNoList() throws ApiFault, Refusal {
    call("DescribeInstances", Map.of("RegionId", "r", "InstanceIds", "[]"));
    assertThat(
            ((dev.stillpoint.control.instance.DescribeInstances) control.request()).instanceIds())
        .isEmpty();
    call("DescribeInstances", Map.of("RegionId", "r"));
    assertThat(
            ((dev.stillpoint.control.instance.DescribeInstances) control.request()).instanceIds())
        .isNull();
  }

  @Test
  void runInstancesReadsItsDisks() throws ApiFault, Refusal {
    call(
        "RunInstances",
        Map.of(
            "RegionId",
            "r",
            "ImageId",
            "m",
            "InstanceType",
            "ecs.x",
            "SystemDisk.Size",
            "40",
            "DataDisk.1.Size",
            "100",
            "DataDisk.1.DeleteWithInstance",
            "false",
            "SecurityGroupId",
            "sg-1",
            "SecurityGroupIds.1",
            "sg-2",
            "SystemDisk.Encrypted",
            "false"));
    var request = (dev.stillpoint.control.instance.RunInstances) control.request();
    assertThat(request.systemDisk().sizeGib()).isEqualTo(40);
    assertThat(request.systemDisk().encrypted()).isFalse();
    assertThat(request.dataDisks()).hasSize(1);
    assertThat(request.dataDisks().get(0).sizeGib()).isEqualTo(100);
    assertThat(request.dataDisks().get(0).deleteWithInstance()).isFalse();
    assertThat(request.securityGroupIds()).containsExactly("sg-1", "sg-2");
  }

  @Test
  void resetDisksReadsPairs() throws ApiFault, Refusal {
    call("ResetDisks", Map.of("RegionId", "r", "Disk.1.DiskId", "d-1", "Disk.1.SnapshotId", "s-1"));
    assertThat(((dev.stillpoint.control.disk.ResetDisks) control.request()).disks())
        .containsExactly(new DiskReset("d-1", "s-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeDisks, '', 400 MissingParameter",
    "CreateSnapshotGroup, '', 400 MissingParameter",
    "DescribeDisks, 'RegionId=r&DiskIds=d-1', 403 InvalidDiskIds.Malformed",
    "DescribeSnapshots, 'RegionId=r&SnapshotIds={}', 403 InvalidSnapshotIds.Malformed",
    "DescribeInstances, 'RegionId=r&InstanceIds=x', 400 InvalidParameter",
    "DescribeDisks, 'RegionId=r&EnableShared=true', 400 InvalidParameter",
    "DescribeDisks, 'RegionId=r&PageSize=ten', 400 InvalidParameter",
    "AttachDisk, 'DiskId=d-1', 400 MissingParameter",
    "AttachDisk, 'DiskId=d-1&InstanceId=', 400 InvalidParameter",
    "AttachDisk, 'DiskId=d-in-use&InstanceId=i-1', 404 InvalidDisk.InUse",
    "CreateDisk, 'RegionId=r&Arn.1.RoleType=x', 400 InvalidParameter.Arns",
    "CreateDisk, 'RegionId=r&Encrypted=maybe', 400 InvalidParameter",
    "CreateSnapshot, 'DiskId=d-1&RetentionDays=x', 400 InvalidRetentionDays.Malformed",
    "ResetDisks, 'RegionId=r', 400 MissingParameter",
    "ResetDisks, 'RegionId=r&Disk.1.DiskId=d-1', 400 MissingParameter",
    "RunInstances, 'LaunchTemplateId=lt-1', 404 InvalidLaunchTemplate.NotFound",
    "RunInstances, 'SpotStrategy=SpotAsPriceGo', 400 InvalidParameter",
    "RunInstances, 'SecurityOptions.TrustedSystemMode=vTPM', 400 InvalidParameter",
    "RunInstances, 'CreditSpecification=Unlimited', 400 InvalidParameter",
    "RunInstances, 'Affinity=host', 400 InvalidParameter",
    "RunInstances, 'Tenancy=host', 400 InvalidParameter",
    "RunInstances, 'DedicatedHostId=dh-1', 400 InvalidParameter",
    "RunInstances, 'HibernationOptions.Configured=true', 400 InvalidParameter",
    "RunInstances, 'HibernationConfigured=true', 400 InvalidParameter",
    "RunInstances, 'DeploymentSetId=ds-1', 400 InvalidParameter",
    "RunInstances, 'DeploymentSetGroupNo=1', 400 InvalidParameter",
    "DeleteInstance, 'InstanceId=i-1&TerminateSubscription=true', 400 InvalidParameter"
  })
  void refuses(String action, String query, String refusal) {
    Map<String, String> parameters = new TreeMap<>();
    if (action.equals("RunInstances")) {
      parameters.putAll(Map.of("RegionId", "r", "ImageId", "m", "InstanceType", "ecs.x"));
    }
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    assertThat(refusal(action, parameters)).isEqualTo(refusal);
  }

  @Test
  void featurelessParametersThatAskForNothingAreAccepted() throws ApiFault, Refusal {
    Map<String, String> parameters =
        new TreeMap<>(Map.of("RegionId", "r", "ImageId", "m", "InstanceType", "ecs.x"));
    parameters.put("SpotStrategy", "NoSpot");
    parameters.put("Tenancy", "default");
    parameters.put("Affinity", "default");
    parameters.put("CreditSpecification", "Standard");
    parameters.put("HibernationOptions.Configured", "false");
    parameters.put("HibernationConfigured", "False");
    parameters.put("SecurityOptions.ConfidentialComputingMode", "");
    call("RunInstances", parameters);
    assertThat(control.request()).isInstanceOf(dev.stillpoint.control.instance.RunInstances.class);
    call("DeleteInstance", Map.of("InstanceId", "i-1", "TerminateSubscription", "false"));
    assertThat(control.request())
        .isInstanceOf(dev.stillpoint.control.instance.DeleteInstance.class);
  }

  private JsonNode call(String action, Map<String, String> parameters) throws ApiFault, Refusal {
    Invocation invocation =
        new Invocation(
            new Arguments(Parameters.of(parameters)), Caller.root("77"), "host:7080", "ID");
    byte[] json = Format.JSON.write("x", product.action(action).perform(invocation).build());
    return JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
  }

  private String refusal(String action, Map<String, String> parameters) {
    StringBuilder refusal = new StringBuilder();
    assertThatThrownBy(() -> call(action, parameters))
        .satisfies(thrown -> {
          if (thrown instanceof ApiFault fault) {
            refusal.append(fault.status()).append(' ').append(fault.code());
          } else if (thrown instanceof Refusal refused) {
            refusal.append(refused.code().status()).append(' ').append(refused.code().code());
          }
        });
    return refusal.toString();
  }

  /** Enough for every action to get past its required parameters. */
  private static Map<String, String> everything() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("RegionId", "cn-hangzhou");
    parameters.put("InstanceId", "i-1");
    parameters.put("DiskId", "d-1");
    parameters.put("SnapshotId", "s-1");
    parameters.put("SnapshotGroupId", "ssg-1");
    parameters.put("ImageId", "m");
    parameters.put("InstanceType", "ecs.g7.large");
    parameters.put("Disk.1.DiskId", "d-1");
    parameters.put("Disk.1.SnapshotId", "s-1");
    return parameters;
  }
}
