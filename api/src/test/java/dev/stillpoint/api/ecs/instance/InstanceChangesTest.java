package dev.stillpoint.api.ecs.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.InAnApiWorld;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to instances, through the API. */
class InstanceChangesTest extends InAnApiWorld {
  private static String[] with(String... more) {
    List<String> pairs = new ArrayList<>(List.of("ImageId", "any", "InstanceType", "ecs.g7.large"));
    pairs.addAll(List.of(more));
    return pairs.toArray(String[]::new);
  }

  private String created(String... more) {
    return shaped("CreateInstance", with(more)).text("/InstanceId");
  }

  private ApiWorld.Answer shown(String instance) {
    return shaped("DescribeInstances", "InstanceIds", "[\"" + instance + "\"]");
  }

  private String status(String instance) {
    return shown(instance).text("/Instances/Instance/0/Status");
  }

  @Test
  void anInstanceThatIsCreatedStaysStoppedUntilItIsStarted() {
    String instance = created("DataDisk.1.Size", "20", "Tag.1.Key", "k", "Tag.1.Value", "v");
    assertThat(status(instance)).isEqualTo("Stopped");
    ApiWorld.Answer disks = api.call("DescribeDisks", "InstanceId", instance, "Tag.1.Key", "k");
    assertThat(disks.body().findValuesAsString("Status")).containsExactly("In_use", "In_use");
    assertThat(api.world().gate().names()).isEmpty();
    expect("200", "StartInstance", "InstanceId", instance);
    assertThat(status(instance)).isEqualTo("Running");
    assertThat(api.world().gate().names()).hasSize(2);
  }

  @Test
  void theSameTokenCreatesOneInstance() {
    assertThat(created("ClientToken", "once")).isEqualTo(created("ClientToken", "once"));
    expect(
        "400 IdempotentParameterMismatch",
        "CreateInstance",
        with("ClientToken", "once", "InstanceName", "other"));
    expect("400 DryRunOperation", "CreateInstance", with("DryRun", "true"));
  }

  @Test
  void aRebootEndsInRunningAndClosesWhatWasOpen() {
    String instance = api.instance();
    List<String> before = List.copyOf(api.world().gate().names());
    expect("400 DryRunOperation", "RebootInstance", "InstanceId", instance, "DryRun", "true");
    shaped("RebootInstance", "InstanceId", instance, "ForceStop", "true");
    assertThat(status(instance)).isEqualTo("Running");
    assertThat(api.world().gate().names()).containsExactlyElementsOf(before);
    expect("200", "StopInstance", "InstanceId", instance);
    expect("403 IncorrectInstanceStatus", "RebootInstance", "InstanceId", instance);
    expect("404 InvalidInstanceId.NotFound", "RebootInstance", "InstanceId", "i-none");
  }

  @Test
  void severalAreStartedAllOrNoneUnlessAskedOtherwise() {
    String stopped = created();
    String running = api.instance();
    String[] both = {"InstanceId.1", stopped, "InstanceId.2", running};
    expect("403 IncorrectInstanceStatus", "StartInstances", both);
    assertThat(status(stopped)).isEqualTo("Stopped");
    ApiWorld.Answer answer =
        shaped(
            "StartInstances",
            "InstanceId.1",
            stopped,
            "InstanceId.2",
            running,
            "BatchOptimization",
            "SuccessFirst");
    assertThat(answer.text("/InstanceResponses/InstanceResponse/0/Code")).isEqualTo("200");
    assertThat(answer.text("/InstanceResponses/InstanceResponse/0/PreviousStatus"))
        .isEqualTo("Stopped");
    assertThat(answer.text("/InstanceResponses/InstanceResponse/0/CurrentStatus"))
        .isEqualTo("Running");
    assertThat(answer.text("/InstanceResponses/InstanceResponse/1/Code"))
        .isEqualTo("IncorrectInstanceStatus");
    expect(
        "400 InvalidParameter",
        "StartInstances",
        "InstanceId.1",
        stopped,
        "BatchOptimization",
        "Sometimes");
  }

  @Test
  void severalAreStoppedAndRebooted() {
    String first = api.instance();
    String second = api.instance();
    String[] both = {"InstanceId.1", first, "InstanceId.2", second};
    shaped("RebootInstances", both);
    assertThat(status(first)).isEqualTo("Running");
    shaped(
        "StopInstances",
        "InstanceId.1",
        first,
        "InstanceId.2",
        second,
        "StoppedMode",
        "StopCharging");
    assertThat(shown(second).text("/Instances/Instance/0/StoppedMode")).isEqualTo("StopCharging");
    expect("403 IncorrectInstanceStatus", "RebootInstances", both);
    expect("400 DryRunOperation", "StartInstances", "InstanceId.1", first, "DryRun", "true");
    expect("404 InvalidInstanceId.NotFound", "StartInstances", "InstanceId.1", "i-none");
    expect("400 MissingParameter", "StartInstances");
  }

  @Test
  void severalAreDeletedAllOrNone() {
    String stopped = created();
    String running = api.instance();
    String[] both = {"InstanceId.1", stopped, "InstanceId.2", running};
    expect("403 IncorrectInstanceStatus", "DeleteInstances", both);
    assertThat(status(stopped)).isEqualTo("Stopped");
    String[] forced = {
      "InstanceId.1", stopped, "InstanceId.2", running, "Force", "true", "ClientToken", "once"
    };
    shaped("DeleteInstances", forced);
    shaped("DeleteInstances", forced);
    assertThat(api.call("DescribeInstances").body().path("TotalCount").asInt()).isZero();
    assertThat(api.call("DescribeDisks").body().path("TotalCount").asInt()).isZero();
    expect("404 InvalidInstanceId.NotFound", "DeleteInstances", both);
  }

  @Test
  void aDeletionThatIsProtectedIsRefused() {
    String instance = created();
    shaped("ModifyInstanceAttribute", "InstanceId", instance, "DeletionProtection", "true");
    expect("403 InvalidOperation.DeletionProtection", "DeleteInstance", "InstanceId", instance);
    expect("200", "ModifyInstanceAttribute", "InstanceId", instance, "DeletionProtection", "false");
    expect("400 DryRunOperation", "DeleteInstance", "InstanceId", instance, "DryRun", "true");
    expect("200", "DeleteInstance", "InstanceId", instance);
  }

  @Test
  void whatAnInstanceIsCalledChangesAndTheRestStays() {
    String instance = created("InstanceName", "old", "Description", "first words");
    expect(
        "200",
        "ModifyInstanceAttribute",
        "InstanceId",
        instance,
        "InstanceName",
        "new-name",
        "Password",
        "Secret123!");
    ApiWorld.Answer shown = shaped("DescribeInstanceAttribute", "InstanceId", instance);
    assertThat(shown.text("/InstanceName")).isEqualTo("new-name");
    assertThat(shown.text("/Description")).isEqualTo("first words");
    expect(
        "200",
        "ModifyInstanceAttribute",
        "InstanceId",
        instance,
        "Description",
        "",
        "HostName",
        "host-1",
        "SecurityGroupIds.1",
        "sg-1");
    shown = shaped("DescribeInstanceAttribute", "InstanceId", instance);
    assertThat(shown.text("/Description")).isEmpty();
    assertThat(shown.text("/HostName")).isEqualTo("host-1");
    assertThat(shown.text("/SecurityGroupIds/SecurityGroupId/0")).isEqualTo("sg-1");
  }

  @ParameterizedTest
  @CsvSource({
    "InstanceName, 1, 400 InvalidInstanceName.Malformed",
    "HostName, -host, 400 InvalidHostName.Malformed",
    "Description, http://x, 400 InvalidDescription.Malformed",
    "UserData, §, 400 InvalidUserData.Base64FormatInvalid",
    "Recyclable, true, 400 InvalidParameter",
    "CreditSpecification, Unlimited, 400 InvalidParameter",
  })
  void whatCannotBeIsRefused(String name, String value, String code) {
    expect(code, "ModifyInstanceAttribute", "InstanceId", created(), name, value);
  }

  @Test
  void userDataIsKeptWithinBoundsAndChangedWhileStopped() {
    String data = Base64.getEncoder().encodeToString("#!/bin/sh".getBytes(StandardCharsets.UTF_8));
    String instance = created("UserData", data);
    assertThat(shaped("DescribeUserData", "InstanceId", instance).text("/UserData"))
        .isEqualTo(data);
    String other = Base64.getEncoder().encodeToString(new byte[32 * 1024]);
    expect("200", "ModifyInstanceAttribute", "InstanceId", instance, "UserData", other);
    assertThat(api.call("DescribeUserData", "InstanceId", instance).text("/UserData"))
        .isEqualTo(other);
    expect("200", "StartInstance", "InstanceId", instance);
    expect(
        "403 IncorrectInstanceStatus",
        "ModifyInstanceAttribute",
        "InstanceId",
        instance,
        "UserData",
        data);
    String large = Base64.getEncoder().encodeToString(new byte[32 * 1024 + 1]);
    expect("400 InvalidUserData.SizeExceeded", "CreateInstance", with("UserData", large));
    expect("404 InvalidInstanceId.NotFound", "DescribeUserData", "InstanceId", "i-none");
  }

  @Test
  void severalInstancesAreNumbered() {
    api.call(
        "RunInstances", with("InstanceName", "web-[8,4]-eu", "HostName", "h[]", "Amount", "2"));
    api.call("RunInstances", with("InstanceName", "db", "UniqueSuffix", "true", "Amount", "2"));
    api.call("RunInstances", with("InstanceName", "same", "Amount", "2"));
    ApiWorld.Answer listed = api.call("DescribeInstances");
    assertThat(listed.body().findValuesAsString("InstanceName"))
        .containsExactlyInAnyOrder("web-0008-eu", "web-0009-eu", "db001", "db002", "same", "same");
    assertThat(listed.body().findValuesAsString("HostName")).contains("h000", "h001");
    expect("400 InvalidInstanceName.Malformed", "RunInstances", with("InstanceName", "web[a,b]"));
  }

  @ParameterizedTest
  @CsvSource({
    "LaunchTemplateId, lt-1, 404 InvalidLaunchTemplate.NotFound",
    "LaunchTemplateName, t, 404 InvalidLaunchTemplate.NotFound",
    "MinAmount, 2, 400 InvalidParameter",
    "HttpEndpoint, maybe, 400 InvalidParameter",
    "HttpTokens, maybe, 400 InvalidParameter",
    "HttpPutResponseHopLimit, 65, 400 InvalidParameter",
    "InternetMaxBandwidthOut, 101, 400 InvalidParameter",
    "InternetChargeType, PayNever, 400 InvalidParameter",
    "ResourceGroupId, rg-none, 404 InvalidResourceGroup.NotFound",
    "ZoneId, moon, 404 InvalidZoneId.NotFound",
  })
  void whatCannotBeHonouredIsRefused(String name, String value, String code) {
    expect(code, "RunInstances", with(name, value));
  }
}
