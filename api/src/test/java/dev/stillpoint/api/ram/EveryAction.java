package dev.stillpoint.api.ram;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parameters with which any action of the cloud server API is well-formed, so that what is asked
 * after the form can be asked of all of them alike. Unknown parameters are ignored, so one set does
 * for most.
 */
final class EveryAction {
  /** Actions about nothing that belongs to an account. */
  static final Set<String> ABOUT_NOBODY = Set.of("DescribeRegions", "DescribeZones");

  private EveryAction() {}

  /** Names a thing of each kind. */
  record Things(String instanceId, String diskId, String snapshotId, String groupId) {
    /** Well-formed names of nothing. */
    static final Things NONE =
        new Things(
            "i-bp1aaaaaaaaaaaaaaaaa",
            "d-bp1aaaaaaaaaaaaaaaaa",
            "s-bp1aaaaaaaaaaaaaaaaa",
            "ssg-bp1aaaaaaaaaaaaaaaaa");

    /** The text with every name replaced by its kind. */
    String veil(String text) {
      return text.replace(instanceId, "INSTANCE")
          .replace(diskId, "DISK")
          .replace(snapshotId, "SNAPSHOT")
          .replace(groupId, "GROUP");
    }
  }

  static Map<String, String> parameters(String action, Things things) {
    Map<String, String> all = new TreeMap<>();
    all.put("RegionId", "cn-hangzhou");
    all.put("regionId", "cn-hangzhou");
    all.put("InstanceId", things.instanceId());
    all.put("InstanceId.1", things.instanceId());
    all.put("InstanceIds", "[\"" + things.instanceId() + "\"]");
    all.put("DiskId", things.diskId());
    all.put("DiskIds", "[\"" + things.diskId() + "\"]");
    all.put("diskIds", "[\"" + things.diskId() + "\"]");
    all.put("Disk.1.DiskId", things.diskId());
    all.put("Disk.1.SnapshotId", things.snapshotId());
    all.put("SnapshotId", things.snapshotId());
    all.put("SnapshotIds", "[\"" + things.snapshotId() + "\"]");
    all.put("SnapshotGroupId", things.groupId());
    all.put("SnapshotGroupId.1", things.groupId());
    all.put("AutoSnapshotPolicyId", "sp-bp1aaaaaaaaaaaaaaaaa");
    all.put("autoSnapshotPolicyId", "sp-bp1aaaaaaaaaaaaaaaaa");
    all.put("AutoSnapshotPolicyName", "policy");
    all.put("timePoints", "[\"1\"]");
    all.put("repeatWeekdays", "[\"1\"]");
    all.put("retentionDays", "7");
    all.put("ImageId", "m-bp1aaaaaaaaaaaaaaaaa");
    all.put("ResourceType", "disk");
    all.put("ResourceId", things.diskId());
    all.put("ResourceId.1", things.diskId());
    all.put("ResourceGroupId", "rg-aaaaaaaaaaaaaaa");
    all.put("Tag.1.Key", "team");
    all.put("Tag.1.Value", "dev");
    all.put("TagKey.1", "team");
    all.put("LockMode", "compliance");
    all.put("CoolOffPeriod", "0");
    all.put("LockDuration", "1");
    all.put("NewSize", "40");
    all.put("Category", "Standard");
    all.put("DiskCategory", "cloud_essd");
    all.put("PerformanceLevel", "PL1");
    all.put("InstanceType", "ecs.any");
    all.put("Amount", "1");
    all.put("DeleteWithInstance", "true");
    all.put("DiskName", "renamed");
    all.put("SnapshotName", "renamed");
    all.put("Name", "renamed");
    all.put("AttributeName", "instanceType");
    switch (action) {
      case "CreateDisk" -> {
        all.remove("InstanceId");
        all.put("ZoneId", "cn-hangzhou-h");
        all.put("Size", "40");
      }
      case "CreateSnapshotGroup" -> {
        all.remove("InstanceId");
        all.put("DiskId.1", things.diskId());
      }
      case "DescribeDisks", "DescribeSnapshots" -> {
        all.remove("ResourceGroupId");
        all.remove("Category");
      }
      case "DescribeAutoSnapshotPolicyAssociations" -> all.remove("DiskId");
      default -> {
        // The set does.
      }
    }
    return all;
  }
}
