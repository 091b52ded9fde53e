package dev.stillpoint.api.ecs.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.InAnApiWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Auto snapshot policies that disks have from the beginning, and how disks show theirs. */
class DiskPoliciesTest extends InAnApiWorld {
  private String policy() {
    return api.call(
            "CreateAutoSnapshotPolicy",
            "regionId",
            "cn-hangzhou",
            "timePoints",
            "[\"0\"]",
            "repeatWeekdays",
            "[\"1\"]",
            "retentionDays",
            "30")
        .text("/AutoSnapshotPolicyId");
  }

  private List<String> disks(String... filters) {
    return shaped("DescribeDisks", filters).body().at("/Disks/Disk").findValuesAsString("DiskId");
  }

  @Test
  void disksOfANewInstanceHaveTheirPoliciesAndShowThem() {
    String first = policy();
    String second = policy();
    for (String action : List.of("RunInstances", "CreateInstance")) {
      Answer made =
          api.call(
              action,
              "ImageId",
              "any",
              "InstanceType",
              "ecs.any",
              "SystemDisk.AutoSnapshotPolicyId",
              first,
              "DataDisk.1.Size",
              "20",
              "DataDisk.1.AutoSnapshotPolicyId",
              second,
              "DataDisk.2.Size",
              "20");
      assertThat(made.outcome()).as(made.body().toString()).isEqualTo("200");
      String instance = made.text("/InstanceId") + made.text("/InstanceIdSets/InstanceIdSet/0");
      Answer system = shaped("DescribeDisks", "InstanceId", instance, "DiskType", "system");
      assertThat(system.text("/Disks/Disk/0/AutoSnapshotPolicyId")).isEqualTo(first);
      assertThat(system.body().at("/Disks/Disk/0/EnableAutomatedSnapshotPolicy").asBoolean())
          .isTrue();
      assertThat(disks("InstanceId", instance, "AutoSnapshotPolicyId", first))
          .containsExactly(system.text("/Disks/Disk/0/DiskId"));
      List<String> data = disks("InstanceId", instance, "AutoSnapshotPolicyId", second);
      assertThat(data).hasSize(1).doesNotContain(system.text("/Disks/Disk/0/DiskId"));
      assertThat(disks("InstanceId", instance, "EnableAutomatedSnapshotPolicy", "true"))
          .hasSize(2)
          .containsAll(data);
      assertThat(disks("InstanceId", instance, "EnableAutomatedSnapshotPolicy", "false"))
          .hasSize(1)
          .doesNotContainAnyElementsOf(data);
    }
    assertThat(disks("AutoSnapshotPolicyId", "sp-none")).isEmpty();
    assertThat(
            shaped("DescribeAutoSnapshotPolicyAssociations", "AutoSnapshotPolicyId", first)
                .body()
                .findValuesAsString("DiskId"))
        .hasSize(2);
  }

  @Test
  void aDiskShowsThePolicyThatIsLeft() {
    String disk = api.diskOf(api.instance());
    String first = policy();
    String second = policy();
    for (String policy : List.of(first, second)) {
      expect(
          "200",
          "ApplyAutoSnapshotPolicy",
          "regionId",
          "cn-hangzhou",
          "autoSnapshotPolicyId",
          policy,
          "diskIds",
          "[\"" + disk + "\"]");
      api.world().pass(Duration.ofSeconds(1));
    }
    String at = "/Disks/Disk/0/AutoSnapshotPolicyId";
    String ids = "[\"" + disk + "\"]";
    assertThat(shaped("DescribeDisks", "DiskIds", ids).text(at)).isEqualTo(first);
    expect("200", "DeleteAutoSnapshotPolicy", "autoSnapshotPolicyId", first);
    assertThat(shaped("DescribeDisks", "DiskIds", ids).text(at)).isEqualTo(second);
    expect("200", "DeleteAutoSnapshotPolicy", "autoSnapshotPolicyId", second);
    assertThat(shaped("DescribeDisks", "DiskIds", ids).text(at)).isEmpty();
    assertThat(disks("EnableAutomatedSnapshotPolicy", "true")).isEmpty();
  }

  @Test
  void anUnknownPolicyMakesNoInstance() {
    for (String disk : List.of("SystemDisk", "DataDisk.1")) {
      expect(
          "400 InvalidAutoSnapshotPolicyId.NotFound",
          "RunInstances",
          "ImageId",
          "any",
          "InstanceType",
          "ecs.any",
          "DataDisk.1.Size",
          "20",
          disk + ".AutoSnapshotPolicyId",
          "sp-none");
    }
    assertThat(shaped("DescribeInstances").body().path("TotalCount").asInt()).isZero();
    assertThat(disks()).isEmpty();
  }
}
