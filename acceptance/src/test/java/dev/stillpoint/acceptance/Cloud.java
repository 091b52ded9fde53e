package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.AttachDiskRequest;
import com.aliyun.ecs20140526.models.CreateDiskRequest;
import com.aliyun.ecs20140526.models.CreateSnapshotGroupRequest;
import com.aliyun.ecs20140526.models.DescribeDisksRequest;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests ask of the server again and again, through the official SDK. */
final class Cloud {
  private static final String REGION = "cn-hangzhou";
  private static final String ZONE = "cn-hangzhou-h";
  private static final int POLLS_MAX = 500;

  private final Client ecs;

  Cloud(Client ecs) {
    this.ecs = ecs;
  }

  String instance() throws Exception {
    return ecs.runInstances(
            new RunInstancesRequest()
                .setRegionId(REGION)
                .setZoneId(ZONE)
                .setImageId("any")
                .setInstanceType("ecs.any"))
        .getBody()
        .getInstanceIdSets()
        .getInstanceIdSet()
        .getFirst();
  }

  /** A new disk of 20 GiB that the instance holds and that NBD serves. */
  String disk(String instanceId) throws Exception {
    return attach(instanceId, new CreateDiskRequest().setSize(20));
  }

  /** A new disk that begins as a snapshot. */
  String copyOf(String snapshotId, String instanceId) throws Exception {
    return attach(instanceId, new CreateDiskRequest().setSnapshotId(snapshotId));
  }

  private String attach(String instanceId, CreateDiskRequest request) throws Exception {
    String diskId =
        ecs.createDisk(request.setRegionId(REGION).setZoneId(ZONE).setDiskCategory("cloud_essd"))
            .getBody()
            .getDiskId();
    ecs.attachDisk(new AttachDiskRequest().setInstanceId(instanceId).setDiskId(diskId));
    return awaitInUse(diskId);
  }

  /** Waits until a disk is In_use, from when on its export can be opened. */
  String awaitInUse(String diskId) throws Exception {
    String status = "";
    for (int i = 0; i < POLLS_MAX && !status.equals("In_use"); i++) {
      status =
          ecs.describeDisks(
                  new DescribeDisksRequest().setRegionId(REGION).setDiskIds("[\"" + diskId + "\"]"))
              .getBody()
              .getDisks()
              .getDisk()
              .getFirst()
              .getStatus();
      Thread.sleep(20);
    }
    assertThat(status).isEqualTo("In_use");
    return diskId;
  }

  /** Takes a group of all disks of an instance; answers the snapshot of each disk. */
  Map<String, String> group(String instanceId) throws Exception {
    String groupId =
        ecs.createSnapshotGroup(
                new CreateSnapshotGroupRequest().setRegionId(REGION).setInstanceId(instanceId))
            .getBody()
            .getSnapshotGroupId();
    Map<String, String> snapshots = new TreeMap<>();
    ecs.describeSnapshotGroups(
            new DescribeSnapshotGroupsRequest()
                .setRegionId(REGION)
                .setSnapshotGroupId(List.of(groupId)))
        .getBody()
        .getSnapshotGroups()
        .getSnapshotGroup()
        .getFirst()
        .getSnapshots()
        .getSnapshot()
        .forEach(snapshot -> snapshots.put(snapshot.getSourceDiskId(), snapshot.getSnapshotId()));
    return snapshots;
  }
}
