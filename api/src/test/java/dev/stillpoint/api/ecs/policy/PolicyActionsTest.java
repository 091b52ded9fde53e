package dev.stillpoint.api.ecs.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.DocumentedShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions on policies, as clients see them. */
class PolicyActionsTest {
  @TempDir Path directory;
  private ApiWorld api;
  private String disk;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    disk = api.diskOf(api.instance());
  }

  @AfterEach
  void close() {
    api.close();
  }

  private Answer create(String... more) {
    return api.call(
        "CreateAutoSnapshotPolicy",
        Stream.concat(
                Stream.of(
                    "regionId",
                    "cn-hangzhou",
                    "timePoints",
                    "[\"0\",\"23\"]",
                    "repeatWeekdays",
                    "[\"1\",\"7\"]",
                    "retentionDays",
                    "30"),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private String policy() {
    return create("autoSnapshotPolicyName", "nightly", "Tag.1.Key", "k", "Tag.1.Value", "v")
        .text("/AutoSnapshotPolicyId");
  }

  @Test
  void aPolicyIsMadeShownChangedAndDeleted() {
    String policy = policy();
    assertThat(policy).matches("sp-bp1[a-z0-9]{17}");
    Answer listed = api.call("DescribeAutoSnapshotPolicyEx", "Tag.1.Key", "k");
    DocumentedShape.assertOf("DescribeAutoSnapshotPolicyEx", listed.body());
    String one = "/AutoSnapshotPolicies/AutoSnapshotPolicy/0/";
    assertThat(listed.text(one + "AutoSnapshotPolicyName")).isEqualTo("nightly");
    assertThat(listed.text(one + "TimePoints")).isEqualTo("[\"0\",\"23\"]");
    assertThat(listed.text(one + "RepeatWeekdays")).isEqualTo("[\"1\",\"7\"]");
    assertThat(listed.text(one + "CreationTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ");
    assertThat(listed.text(one + "Tags/Tag/0/TagKey")).isEqualTo("k");
    assertThat(
            api.call(
                    "ModifyAutoSnapshotPolicyEx",
                    "RegionId",
                    "cn-hangzhou",
                    "autoSnapshotPolicyId",
                    policy,
                    "TimePoints",
                    "[\"5\"]",
                    "SnapshotGroupBy",
                    "Instance")
                .outcome())
        .isEqualTo("200");
    Answer changed = api.call("DescribeAutoSnapshotPolicyEx", "AutoSnapshotPolicyId", policy);
    assertThat(changed.text(one + "TimePoints")).isEqualTo("[\"5\"]");
    assertThat(changed.text(one + "AutoSnapshotPolicyName")).isEqualTo("nightly");
    assertThat(changed.text(one + "SnapshotGroupBy")).isEqualTo("Instance");
    assertThat(api.call("DeleteAutoSnapshotPolicy", "autoSnapshotPolicyId", policy).outcome())
        .isEqualTo("200");
    assertThat(api.call("DeleteAutoSnapshotPolicy", "autoSnapshotPolicyId", policy).outcome())
        .isEqualTo("404 ParameterInvalid");
    assertThat(api.call("DescribeAutoSnapshotPolicyEx").body().path("TotalCount").asInt()).isZero();
  }

  @Test
  void theListOfDisksTellsWhoHasAPolicy() {
    String policy = policy();
    String disks = "[\"" + disk + "\"]";
    int all = count("DryRun", "false");
    assertThat(count("EnableAutomatedSnapshotPolicy", "true")).isZero();
    api.call("ApplyAutoSnapshotPolicy", "autoSnapshotPolicyId", policy, "diskIds", disks);
    Answer shown = api.call("DescribeDisks", "AutoSnapshotPolicyId", policy);
    assertThat(shown.text("/Disks/Disk/0/DiskId")).isEqualTo(disk);
    assertThat(shown.text("/Disks/Disk/0/AutoSnapshotPolicyId")).isEqualTo(policy);
    assertThat(shown.body().at("/Disks/Disk/0/EnableAutomatedSnapshotPolicy").asBoolean()).isTrue();
    assertThat(count("AutoSnapshotPolicyId", policy)).isEqualTo(1);
    assertThat(count("AutoSnapshotPolicyId", "sp-none")).isZero();
    assertThat(count("EnableAutomatedSnapshotPolicy", "true")).isEqualTo(1);
    assertThat(count("EnableAutomatedSnapshotPolicy", "false")).isEqualTo(all - 1);
  }

  private int count(String filter, String value) {
    return api.call("DescribeDisks", filter, value).body().path("TotalCount").asInt();
  }

  @Test
  void disksGetAndLoseAPolicy() {
    String policy = policy();
    String disks = "[\"" + disk + "\"]";
    assertThat(
            api.call("ApplyAutoSnapshotPolicy", "autoSnapshotPolicyId", policy, "diskIds", disks)
                .outcome())
        .isEqualTo("200");
    Answer ofPolicy =
        api.call("DescribeAutoSnapshotPolicyAssociations", "AutoSnapshotPolicyId", policy);
    DocumentedShape.assertOf("DescribeAutoSnapshotPolicyAssociations", ofPolicy.body());
    assertThat(
            ofPolicy.text("/AutoSnapshotPolicyAssociations/AutoSnapshotPolicyAssociation/0/DiskId"))
        .isEqualTo(disk);
    Answer ofDisk = api.call("DescribeAutoSnapshotPolicyAssociations", "DiskId", disk);
    assertThat(
            ofDisk.text(
                "/AutoSnapshotPolicyAssociations/AutoSnapshotPolicyAssociation/0/AutoSnapshotPolicyId"))
        .isEqualTo(policy);
    api.world().pass(Duration.ofDays(8));
    api.world().control().policyRuns().step();
    assertThat(
            api.call("DescribeSnapshots", "SnapshotType", "auto", "DiskId", disk)
                .text("/Snapshots/Snapshot/0/SnapshotName"))
        .startsWith("auto2.0_");
    assertThat(api.call("CancelAutoSnapshotPolicy", "DiskIds", disks).outcome()).isEqualTo("200");
    assertThat(
            api.call("DescribeAutoSnapshotPolicyAssociations", "DiskId", disk)
                .body()
                .at("/AutoSnapshotPolicyAssociations/AutoSnapshotPolicyAssociation")
                .isEmpty())
        .isTrue();
  }

  @Test
  void whatIsRefused() {
    assertThat(create("autoSnapshotPolicyName", "1").outcome())
        .isEqualTo("400 InvalidSnapshotPolicyName.Malformed");
    assertThat(create("timePoints", "[\"24\"]").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("timePoints", "1").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("repeatWeekdays", "[\"0\"]").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("repeatWeekdays", "[]").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("retentionDays", "0").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("retentionDays", "week").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("SnapshotGroupBy", "Zone").outcome()).isEqualTo("403 ParameterInvalid");
    assertThat(create("AssociationType", "AssociatedWithInstanceTag").outcome())
        .isEqualTo("403 ParameterInvalid");
    assertThat(create("EnableCrossRegionCopy", "true").outcome())
        .isEqualTo("403 Abs.InvalidAction.RegionNotSupport");
    assertThat(create("TargetCopyRegions", "[\"cn-beijing\"]").outcome())
        .isEqualTo("403 InvalidParameter.TargetCopyRegions");
    assertThat(create("CopiedSnapshotsRetentionDays", "0").outcome())
        .isEqualTo("403 InvalidParameter.CopiedSnapshotsRetentionDays");
    assertThat(create("CopyEncryptionConfiguration.Encrypted", "true").outcome())
        .isEqualTo("400 InvalidParameter.EncryptedIllegal");
    assertThat(create("ResourceGroupId", "rg-none").outcome())
        .isEqualTo("404 InvalidResourceGroup.NotFound");
    assertThat(
            api.call(
                    "ApplyAutoSnapshotPolicy",
                    "autoSnapshotPolicyId",
                    "sp-none",
                    "diskIds",
                    "[\"" + disk + "\"]")
                .outcome())
        .isEqualTo("400 InvalidAutoSnapshotPolicyId.NotFound");
    assertThat(
            api.call(
                    "ApplyAutoSnapshotPolicy",
                    "autoSnapshotPolicyId",
                    policy(),
                    "diskIds",
                    "[\"d-none\"]")
                .outcome())
        .isEqualTo("404 InvalidDiskId.NotFound");
    assertThat(api.call("DescribeAutoSnapshotPolicyAssociations").outcome())
        .isEqualTo("403 MissingParameter.AutoSnapshotPolicyIdOrDiskId");
    assertThat(
            api.call(
                    "DescribeAutoSnapshotPolicyAssociations",
                    "AutoSnapshotPolicyId",
                    "sp-none",
                    "DiskId",
                    disk)
                .outcome())
        .isEqualTo("403 ParameterConflict.AutoSnapshotPolicyIdAndDiskId");
    assertThat(
            api.call("DescribeAutoSnapshotPolicyAssociations", "AutoSnapshotPolicyId", "sp-none")
                .outcome())
        .isEqualTo("404 InvalidAutoSnapshotPolicyId.NotFound");
  }
}
