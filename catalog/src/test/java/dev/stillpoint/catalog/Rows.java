package dev.stillpoint.catalog;

import java.util.List;

/** Rows as tests need them. */
final class Rows {
  static final String ACCOUNT = "1000000000000001";

  private Rows() {}

  static InstanceRow instance(String id, String name, long createdAt) {
    return new InstanceRow(
        id,
        ACCOUNT,
        "r",
        "z",
        "rg",
        name,
        "",
        "",
        InstanceStatus.STOPPED,
        "img",
        "ecs.g",
        "vsw",
        "sg-1,sg-2",
        "",
        false,
        "",
        "",
        createdAt,
        null);
  }

  static DiskRow disk(String id, long volume, String instanceId, long createdAt) {
    return new DiskRow(
        id,
        ACCOUNT,
        volume,
        "r",
        "z",
        "rg",
        "",
        "",
        DiskStatus.AVAILABLE,
        DiskType.DATA,
        "cloud_essd",
        "PL1",
        20,
        0,
        false,
        "Disabled",
        instanceId,
        null,
        "",
        false,
        "",
        "",
        false,
        false,
        false,
        createdAt,
        null,
        null);
  }

  static GroupRow group(String id, long engineGroup, long createdAt) {
    return new GroupRow(
        id,
        ACCOUNT,
        engineGroup,
        "r",
        "rg",
        "",
        "",
        "",
        SnapshotState.INTENDED,
        false,
        null,
        null,
        createdAt,
        null);
  }

  static SnapshotRow snapshot(String id, long image, String group, String disk, long createdAt) {
    return new SnapshotRow(
        id,
        ACCOUNT,
        group,
        0,
        image,
        image,
        "r",
        "rg",
        "",
        "",
        SnapshotType.USER,
        SnapshotState.INTENDED,
        0,
        "standard",
        disk,
        DiskType.DATA,
        1,
        20,
        null,
        null,
        null,
        createdAt,
        createdAt,
        null);
  }

  static DiskFilter allDisks() {
    return disks((SealFilter) null);
  }

  static DiskFilter disks(SealFilter seal) {
    return disks(seal, null, null);
  }

  static DiskFilter disks(String policyId, Boolean underPolicy) {
    return disks(null, policyId, underPolicy);
  }

  private static DiskFilter disks(SealFilter seal, String policyId, Boolean underPolicy) {
    return new DiskFilter(
        ACCOUNT,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        policyId,
        underPolicy,
        null,
        null,
        null,
        null,
        null,
        seal);
  }

  static SnapshotFilter snapshots(String disk, List<TagFilter> tags) {
    return new SnapshotFilter(
        ACCOUNT, null, disk, null, null, null, null, null, null, null, null, null, null, tags,
        null);
  }
}
