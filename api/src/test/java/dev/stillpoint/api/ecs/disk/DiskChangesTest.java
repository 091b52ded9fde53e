package dev.stillpoint.api.ecs.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes disks in place, as clients call it. */
class DiskChangesTest {
  @TempDir Path directory;
  private ApiWorld api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private String shown(String diskId, String member) {
    return api.call("DescribeDisks", "DiskIds", "[\"" + diskId + "\"]")
        .body()
        .at("/Disks/Disk/0/" + member)
        .asString();
  }

  @Test
  void attributesChangeAndTheAnswerHoldsTheRequestAlone() {
    String diskId = api.disk();
    ApiWorld.Answer answer =
        api.call(
            "ModifyDiskAttribute",
            "DiskIds.1",
            diskId,
            "DiskName",
            "renamed",
            "Description",
            "told anew",
            "DeleteAutoSnapshot",
            "false",
            "EnableAutoSnapshot",
            "False");
    assertThat(answer.outcome()).isEqualTo("200");
    assertThat(answer.body().propertyNames()).containsExactly("RequestId");
    assertThat(shown(diskId, "DiskName")).isEqualTo("renamed");
    assertThat(shown(diskId, "Description")).isEqualTo("told anew");
    assertThat(shown(diskId, "DeleteAutoSnapshot")).isEqualTo("false");
    assertThat(shown(diskId, "EnableAutoSnapshot")).isEqualTo("false");
    assertThat(api.call("ModifyDiskAttribute", "DiskId", diskId, "Description", "").outcome())
        .isEqualTo("200");
    assertThat(shown(diskId, "Description")).isEmpty();
  }

  @Test
  void attributesAreRefusedWithTheCodesOfThePage() {
    String diskId = api.disk();
    assertThat(api.call("ModifyDiskAttribute", "DiskName", "name").outcome())
        .isEqualTo("400 MissingParameter.DiskIdOrDiskIds");
    assertThat(api.call("ModifyDiskAttribute", "DiskId", diskId, "DiskIds.1", diskId).outcome())
        .isEqualTo("400 ParameterConflict.DiskIdAndDiskIds");
    assertThat(api.call("ModifyDiskAttribute", "DiskId", diskId).outcome())
        .isEqualTo("400 NoAttributeToModify");
    assertThat(
            api.call("ModifyDiskAttribute", "DiskId", diskId, "Description", "https://x").outcome())
        .isEqualTo("404 InvalidDescription.Malformed");
    assertThat(api.call("ModifyDiskAttribute", "DiskId", "d-none", "DiskName", "name").outcome())
        .isEqualTo("404 InvalidDiskId.NotFound");
  }

  @Test
  void aDiskGrowsOnceForOneToken() {
    String diskId = api.diskOf(api.instance());
    ApiWorld.Answer answer =
        api.call(
            "ResizeDisk", "DiskId", diskId, "NewSize", "40", "Type", "online", "ClientToken", "t");
    assertThat(answer.outcome()).isEqualTo("200");
    assertThat(answer.body().propertyNames()).containsExactly("RequestId");
    assertThat(shown(diskId, "Size")).isEqualTo("40");
    assertThat(
            api.call(
                    "ResizeDisk",
                    "DiskId",
                    diskId,
                    "NewSize",
                    "40",
                    "Type",
                    "online",
                    "ClientToken",
                    "t")
                .outcome())
        .isEqualTo("200");
    assertThat(api.call("ResizeDisk", "DiskId", diskId, "NewSize", "30").outcome())
        .isEqualTo("403 InvalidDiskSize.TooSmall");
    assertThat(api.call("ResizeDisk", "DiskId", diskId, "NewSize", "70000").outcome())
        .isEqualTo("400 InvalidDataDiskSize.ValueNotSupported");
    assertThat(api.call("ResizeDisk", "DiskId", diskId).outcome())
        .isEqualTo("400 MissingParameter");
  }

  @Test
  void aDiskGoesBackAndBecomesEmpty() {
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    String snapshotId = api.call("CreateSnapshot", "DiskId", diskId).text("/SnapshotId");
    assertThat(api.call("ResetDisk", "DiskId", diskId, "SnapshotId", snapshotId).outcome())
        .isEqualTo("403 IncorrectInstanceStatus");
    api.call("StopInstance", "InstanceId", instanceId);
    assertThat(
            api.call("ResetDisk", "DiskId", diskId, "SnapshotId", snapshotId, "DryRun", "true")
                .outcome())
        .isEqualTo("400 DryRunOperation");
    ApiWorld.Answer reset = api.call("ResetDisk", "DiskId", diskId, "SnapshotId", snapshotId);
    assertThat(reset.outcome()).isEqualTo("200");
    assertThat(reset.body().propertyNames())
        .containsExactlyInAnyOrder("RequestId", "UndoSnapshotGroupId");
    assertThat(api.call("ReInitDisk", "DiskId", diskId, "Password", "short").outcome())
        .isEqualTo("400 InvalidPassword.Malformed");
    ApiWorld.Answer emptied = api.call("ReInitDisk", "DiskId", diskId);
    assertThat(emptied.outcome()).isEqualTo("200");
    assertThat(emptied.text("/UndoSnapshotGroupId")).startsWith("ssg-");
  }

  @Test
  void aDiskGetsAnotherCategoryAndTellsHowFastItIs() {
    String diskId = api.diskOf(api.instance());
    assertThat(shown(diskId, "IOPS")).isEqualTo("2800");
    assertThat(shown(diskId, "Throughput")).isEqualTo("130");
    ApiWorld.Answer answer =
        api.call(
            "ModifyDiskSpec",
            "DiskId",
            diskId,
            "DiskCategory",
            "cloud_auto",
            "ProvisionedIops",
            "6400");
    assertThat(answer.outcome()).isEqualTo("200");
    assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("RequestId", "TaskId");
    assertThat(shown(diskId, "Category")).isEqualTo("cloud_auto");
    assertThat(shown(diskId, "IOPSRead")).isEqualTo("9400");
    assertThat(shown(diskId, "ThroughputWrite")).isEqualTo("230");
    assertThat(api.call("ModifyDiskSpec", "DiskId", diskId, "DiskCategory", "cloud_ssd").outcome())
        .isEqualTo("403 Downgrade.NotSupported");
    assertThat(
            api.call(
                    "ModifyDiskSpec",
                    "DiskId",
                    diskId,
                    "DiskCategory",
                    "cloud_essd",
                    "DryRun",
                    "true")
                .outcome())
        .isEqualTo("400 DryRunOperation");
    assertThat(
            api.call("ModifyDiskSpec", "DiskId", diskId, "PerformanceControlOptions.IOPS", "9")
                .outcome())
        .isEqualTo("403 InvalidPerformanceParameter.DiskNotInDedicatedStorageCluster");
  }

  @Test
  void disksArePaidAsTheyGo() {
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    String ids = "[\"" + diskId + "\"]";
    ApiWorld.Answer same =
        api.call(
            "ModifyDiskChargeType",
            "InstanceId",
            instanceId,
            "DiskIds",
            ids,
            "DiskChargeType",
            "PostPaid");
    assertThat(same.outcome()).isEqualTo("200");
    assertThat(same.body().propertyNames()).containsExactly("RequestId");
    assertThat(api.call("ModifyDiskChargeType", "InstanceId", instanceId, "DiskIds", ids).outcome())
        .isEqualTo("403 InvalidInstanceChargeType.ValueNotSupported");
    assertThat(
            api.call(
                    "ModifyDiskChargeType",
                    "InstanceId",
                    instanceId,
                    "DiskIds",
                    "[\"" + api.disk() + "\"]",
                    "DiskChargeType",
                    "PostPaid")
                .outcome())
        .isEqualTo("403 DependencyViolation");
    assertThat(api.call("ModifyDiskChargeType", "InstanceId", instanceId).outcome())
        .isEqualTo("400 MissingParameter");
  }

  @Test
  void aSharedDiskShowsEachOfItsHolders() {
    String one = api.instance();
    String two = api.instance();
    String diskId =
        api.call(
                "CreateDisk",
                "ZoneId",
                "cn-hangzhou-h",
                "DiskCategory",
                "cloud_essd",
                "Size",
                "20",
                "MultiAttach",
                "Enabled")
            .text("/DiskId");
    api.call("AttachDisk", "InstanceId", one, "DiskId", diskId);
    api.call("AttachDisk", "InstanceId", two, "DiskId", diskId);
    assertThat(shown(diskId, "MultiAttach")).isEqualTo("Enabled");
    assertThat(shown(diskId, "InstanceId")).isEmpty();
    assertThat(shown(diskId, "MountInstanceNum")).isEqualTo("2");
    assertThat(
            api.call("DescribeDisks", "DiskIds", "[\"" + diskId + "\"]")
                .body()
                .at("/Disks/Disk/0/Attachments/Attachment")
                .findValuesAsString("InstanceId"))
        .containsExactlyInAnyOrder(one, two);
    assertThat(api.call("CreateSnapshot", "DiskId", diskId).outcome())
        .isEqualTo("403 InvalidOperation.MultiAttachDisk");
  }

  @Test
  void aRegionalDiskTellsItsZonesWhenAsked() {
    String diskId =
        api.call("CreateDisk", "DiskCategory", "cloud_regional_disk_auto", "Size", "20")
            .text("/DiskId");
    String ids = "[\"" + diskId + "\"]";
    assertThat(
            api.call("DescribeDisks", "DiskIds", ids, "AdditionalAttributes.1", "Placement")
                .text("/Disks/Disk/0/Placement/ZoneIds"))
        .isEqualTo("cn-hangzhou-h,cn-hangzhou-i,cn-hangzhou-j");
    assertThat(
            api.call("DescribeDisks", "DiskIds", ids).body().at("/Disks/Disk/0").has("Placement"))
        .isFalse();
  }
}
