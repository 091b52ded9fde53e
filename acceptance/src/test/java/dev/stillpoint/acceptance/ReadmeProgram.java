package dev.stillpoint.acceptance;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.AttachDiskRequest;
import com.aliyun.ecs20140526.models.CreateDiskRequest;
import com.aliyun.ecs20140526.models.CreateSnapshotGroupRequest;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.teaopenapi.models.Config;
import dev.stillpoint.client.AccessKey;
import java.nio.file.Path;
import java.util.List;

/**
 * What README.md shows of the official Java SDK, letter by letter, so that it compiles and runs.
 */
final class ReadmeProgram {
  private final Client ecs;

  ReadmeProgram(Client ecs) {
    this.ecs = ecs;
  }

  /** A client of the server at {@code endpoint} with the first account's key. */
  static Client client(String endpoint, Path credentials) throws Exception {
    AccessKey key = AccessKey.read(credentials);
    String accessKeyId = key.id();
    String accessKeySecret = key.secret();
    // README: client
    Client ecs =
        new Client(
            new Config()
                .setEndpoint(endpoint)
                .setProtocol("http")
                .setRegionId("cn-hangzhou")
                .setAccessKeyId(accessKeyId)
                .setAccessKeySecret(accessKeySecret));
    // README: end
    return ecs;
  }

  /** An instance with an attached disk; answers the instance's and the disk's ID. */
  List<String> disk() throws Exception {
    // README: disk
    String instanceId =
        ecs.runInstances(
                new RunInstancesRequest()
                    .setRegionId("cn-hangzhou")
                    .setZoneId("cn-hangzhou-h")
                    .setImageId("any")
                    .setInstanceType("ecs.any"))
            .getBody()
            .getInstanceIdSets()
            .getInstanceIdSet()
            .getFirst();

    String diskId =
        ecs.createDisk(
                new CreateDiskRequest()
                    .setRegionId("cn-hangzhou")
                    .setZoneId("cn-hangzhou-h")
                    .setDiskCategory("cloud_essd")
                    .setSize(20))
            .getBody()
            .getDiskId();

    ecs.attachDisk(new AttachDiskRequest().setInstanceId(instanceId).setDiskId(diskId));
    // README: end
    return List.of(instanceId, diskId);
  }

  /** A group of all disks of an instance, and a new disk from its snapshot of one disk. */
  List<String> group(String instanceId, String diskId) throws Exception {
    // README: group
    String groupId =
        ecs.createSnapshotGroup(
                new CreateSnapshotGroupRequest()
                    .setRegionId("cn-hangzhou")
                    .setInstanceId(instanceId))
            .getBody()
            .getSnapshotGroupId();

    String snapshotId =
        ecs
            .describeSnapshotGroups(
                new DescribeSnapshotGroupsRequest()
                    .setRegionId("cn-hangzhou")
                    .setSnapshotGroupId(List.of(groupId)))
            .getBody()
            .getSnapshotGroups()
            .getSnapshotGroup()
            .getFirst()
            .getSnapshots()
            .getSnapshot()
            .stream()
            .filter(snapshot -> snapshot.getSourceDiskId().equals(diskId))
            .findFirst()
            .orElseThrow()
            .getSnapshotId();
    // README: end
    return List.of(groupId, snapshotId);
  }
}
