package dev.stillpoint.api.ecs.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.InAnApiWorld;
import dev.stillpoint.block.VolumeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients read of instances, through the API. */
class InstanceReadsTest extends InAnApiWorld {
  private String run(String... more) {
    List<String> pairs = new ArrayList<>(List.of("ImageId", "any", "InstanceType", "ecs.g7.large"));
    pairs.addAll(List.of(more));
    return api.call("RunInstances", pairs.toArray(String[]::new))
        .text("/InstanceIdSets/InstanceIdSet/0");
  }

  private List<String> ids(String... pairs) {
    return shaped("DescribeInstances", pairs).body().findValuesAsString("InstanceId");
  }

  @Test
  void whatWasAskedForTheGuestIsShown() {
    String instance =
        run(
            "HttpEndpoint",
            "enabled",
            "HttpTokens",
            "required",
            "HttpPutResponseHopLimit",
            "3",
            "InternetChargeType",
            "PayByTraffic",
            "InternetMaxBandwidthOut",
            "5",
            "RamRoleName",
            "reader",
            "VSwitchId",
            "vsw-1",
            "KeyPairName",
            "pair",
            "SecurityGroupIds.1",
            "sg-1");
    ApiWorld.Answer shown = shaped("DescribeInstances", "AdditionalAttributes.1", "META_OPTIONS");
    String at = "/Instances/Instance/0/";
    assertThat(shown.text(at + "MetadataOptions/HttpTokens")).isEqualTo("required");
    assertThat(shown.body().at(at + "MetadataOptions/HttpPutResponseHopLimit").asInt())
        .isEqualTo(3);
    assertThat(shown.text(at + "InternetChargeType")).isEqualTo("PayByTraffic");
    assertThat(shown.body().at(at + "InternetMaxBandwidthOut").asInt()).isEqualTo(5);
    assertThat(shown.body().at(at + "NetworkInterfaces/NetworkInterface").isArray()).isTrue();
    ApiWorld.Answer role =
        shaped("DescribeInstanceRamRole", "InstanceIds", "[\"" + instance + "\"]");
    assertThat(role.text("/InstanceRamRoleSets/InstanceRamRoleSet/0/RamRoleName"))
        .isEqualTo("reader");
    assertThat(
            shaped("DescribeInstanceRamRole", "RamRoleName", "writer")
                .body()
                .path("TotalCount")
                .asInt())
        .isZero();
  }

  @Test
  void anInstanceShowsItsStaleDisksUntilItStarts() {
    String instance = api.instance();
    String disk = api.diskOf(instance);
    api.world()
        .control()
        .operator()
        .deviceFaults()
        .failed(new VolumeId(api.world().disk(disk).volume()));
    String at = "/Instances/Instance/0/StaleDisks/DiskId";
    assertThat(shaped("DescribeInstances").text(at + "/0")).isEqualTo(disk);
    api.call("RebootInstance", "InstanceId", instance);
    assertThat(shaped("DescribeInstances").body().at(at)).isEmpty();
  }

  @Test
  void aNewInstancesReadsThatTerraformMakesAreAnswered() {
    String instance = run();
    String list = "[\"" + instance + "\"]";
    assertThat(
            shaped("DescribeInstanceMaintenanceAttributes", "InstanceId.1", instance)
                .text("/MaintenanceAttributes/MaintenanceAttribute/0/ActionOnMaintenance/Value"))
        .isEqualTo("AutoRecover");
    assertThat(
            shaped("DescribeInstanceAttachmentAttributes", "InstanceIds", list)
                .text("/Instances/Instance/0/InstanceId"))
        .isEqualTo(instance);
    assertThat(
            shaped("DescribeInstanceAutoRenewAttribute", "InstanceId", instance)
                .text("/InstanceRenewAttributes/InstanceRenewAttribute/0/RenewalStatus"))
        .isEqualTo("NotRenewal");
    assertThat(
            shaped("DescribeNetworkInterfaces", "InstanceId", instance)
                .body()
                .path("TotalCount")
                .asInt())
        .isZero();
    assertThat(shaped("DescribeUserData", "InstanceId", instance).text("/UserData")).isEmpty();
    api.call("DeleteInstance", "InstanceId", instance, "Force", "true");
    assertThat(
            api.call("DescribeInstanceMaintenanceAttributes", "InstanceId.1", instance)
                .body()
                .path("TotalCount")
                .asInt())
        .as("of an instance that is gone nothing is told")
        .isZero();
    expect("404 InvalidInstanceId.NotFound", "DescribeInstanceAttribute", "InstanceId", instance);
  }

  @Test
  void aStatusIsToldOfThoseThatAreNamed() {
    String first = run();
    String second = run("ZoneId", "cn-hangzhou-i");
    api.call("StopInstance", "InstanceId", second);
    ApiWorld.Answer all = shaped("DescribeInstanceStatus");
    assertThat(all.body().findValuesAsString("Status"))
        .containsExactlyInAnyOrder("Running", "Stopped");
    assertThat(
            shaped("DescribeInstanceStatus", "ZoneId", "cn-hangzhou-i")
                .body()
                .findValuesAsString("InstanceId"))
        .containsExactly(second);
    assertThat(
            shaped("DescribeInstanceStatus", "InstanceId.1", first, "PageSize", "1000")
                .body()
                .path("PageSize")
                .asInt())
        .isEqualTo(50);
    expect("403 Abs.InvalidInstanceIds.MalFormed", "DescribeInstanceStatus", "InstanceId.1", "d-1");
    expect("404 InvalidZoneId.NotFound", "DescribeInstanceStatus", "ZoneId", "moon");
    List<String> many = new ArrayList<>();
    for (int i = 1; i <= 101; i++) {
      many.addAll(List.of("InstanceId." + i, "i-" + i));
    }
    expect(
        "403 InvalidParameter.TooManyInstanceIds",
        "DescribeInstanceStatus",
        many.toArray(String[]::new));
  }

  @Test
  void everyFilterFindsWhatItDescribesAndNothingElse() {
    String web = run("InstanceName", "web-1", "HttpTokens", "required", "KeyPairName", "pair");
    String db = run("InstanceName", "db-1", "Tag.1.Key", "team", "Tag.1.Value", "blue");
    assertThat(ids("InstanceName", "web*")).containsExactly(web);
    assertThat(ids("InstanceTypeFamily", "ecs.g7")).containsExactlyInAnyOrder(web, db);
    assertThat(ids("InstanceTypeFamily", "ecs.g")).isEmpty();
    assertThat(ids("HttpTokens", "required")).containsExactly(web);
    assertThat(ids("KeyPairName", "pair")).containsExactly(web);
    assertThat(ids("Tag.1.Key", "team", "Tag.1.Value", "blue")).containsExactly(db);
    assertThat(ids("InstanceNetworkType", "vpc")).containsExactlyInAnyOrder(web, db);
    assertThat(ids("InstanceNetworkType", "classic")).isEmpty();
    assertThat(ids("PrivateIpAddresses", "[\"10.0.0.1\"]")).isEmpty();
    assertThat(ids("IoOptimized", "true")).containsExactlyInAnyOrder(web, db);
    assertThat(ids("IoOptimized", "false")).isEmpty();
    assertThat(ids("InternetChargeType", "PayByTraffic")).isEmpty();
    assertThat(ids("Filter.1.Key", "CreationStartTime", "Filter.1.Value", "2026-11-23T08:00Z"))
        .containsExactlyInAnyOrder(web, db);
    assertThat(ids("Filter.1.Key", "CreationEndTime", "Filter.1.Value", "2026-11-22T08:00Z"))
        .isEmpty();
    assertThat(ids("Filter.1.Key", "ExpiredEndTime", "Filter.1.Value", "2026-11-22T08:00Z"))
        .isEmpty();
    assertThat(ids("InstanceIds", "[]")).isEmpty();
  }

  @Test
  void bothStylesOfPagingSeeEveryInstanceOnce() {
    for (int i = 0; i < 12; i++) {
      run();
    }
    List<String> byNumber = new ArrayList<>(ids("PageSize", "7"));
    byNumber.addAll(ids("PageSize", "7", "PageNumber", "2"));
    assertThat(byNumber).hasSize(12).doesNotHaveDuplicates();
    ApiWorld.Answer first = shaped("DescribeInstances", "MaxResults", "1");
    List<String> byToken = new ArrayList<>(first.body().findValuesAsString("InstanceId"));
    assertThat(byToken).as("fewer than ten count as ten").hasSize(10);
    byToken.addAll(ids("MaxResults", "10", "NextToken", first.text("/NextToken")));
    assertThat(byToken).containsExactlyElementsOf(byNumber);
  }

  @ParameterizedTest
  @CsvSource({
    "Status, Sleeping, 404 InvalidStatus.NotFound",
    "LockReason, boredom, 404 InvalidLockReason.NotFound",
    "InstanceChargeType, Never, 404 InvalidInstanceChargeType.NotFound",
    "InstanceNetworkType, tin, 404 InvalidNetworkType.NotFound",
    "InternetChargeType, Never, 404 InvalidInternetChargeType.ValueNotSupported",
    "Filter.1.Key, Mood, 404 InvalidFilterKey.NotFound",
    "DryRun, true, 400 DryRunOperation",
  })
  void whatNobodyCanBeIsRefused(String name, String value, String code) {
    expect(code, "DescribeInstances", name, value);
  }
}
