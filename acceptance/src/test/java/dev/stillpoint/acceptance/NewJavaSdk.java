package dev.stillpoint.acceptance;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.AttachDiskRequest;
import com.aliyun.ecs20140526.models.CreateDiskRequest;
import com.aliyun.ecs20140526.models.CreateDiskRequest.CreateDiskRequestTag;
import com.aliyun.ecs20140526.models.CreateSnapshotGroupRequest;
import com.aliyun.ecs20140526.models.CreateSnapshotGroupRequest.CreateSnapshotGroupRequestTag;
import com.aliyun.ecs20140526.models.CreateSnapshotRequest;
import com.aliyun.ecs20140526.models.DeleteDiskRequest;
import com.aliyun.ecs20140526.models.DeleteInstanceRequest;
import com.aliyun.ecs20140526.models.DeleteSnapshotGroupRequest;
import com.aliyun.ecs20140526.models.DeleteSnapshotRequest;
import com.aliyun.ecs20140526.models.DescribeDisksRequest;
import com.aliyun.ecs20140526.models.DescribeDisksRequest.DescribeDisksRequestTag;
import com.aliyun.ecs20140526.models.DescribeInstancesRequest;
import com.aliyun.ecs20140526.models.DescribeRegionsRequest;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsRequest;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsRequest.DescribeSnapshotGroupsRequestTag;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsResponseBody.DescribeSnapshotGroupsResponseBodySnapshotGroupsSnapshotGroup;
import com.aliyun.ecs20140526.models.DescribeSnapshotsRequest;
import com.aliyun.ecs20140526.models.DetachDiskRequest;
import com.aliyun.ecs20140526.models.ListTagResourcesRequest;
import com.aliyun.ecs20140526.models.ModifySnapshotGroupRequest;
import com.aliyun.ecs20140526.models.ResetDisksRequest;
import com.aliyun.ecs20140526.models.ResetDisksRequest.ResetDisksRequestDisk;
import com.aliyun.ecs20140526.models.ResetDisksResponseBody.ResetDisksResponseBodyOperationProgressSetOperationProgress;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest.RunInstancesRequestDataDisk;
import com.aliyun.ecs20140526.models.StartInstanceRequest;
import com.aliyun.ecs20140526.models.StopInstanceRequest;
import com.aliyun.ecs20140526.models.TagResourcesRequest;
import com.aliyun.ecs20140526.models.TagResourcesRequest.TagResourcesRequestTag;
import com.aliyun.ecs20140526.models.UntagResourcesRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/** The official SDK {@code com.aliyun:ecs20140526}, unchanged, which signs by version 3. */
final class NewJavaSdk implements EcsClient {
  private static final String REGION = "cn-hangzhou";

  private final Client ecs;

  NewJavaSdk(String endpoint, String accessKeyId, String accessKeySecret) throws Exception {
    // docs: client
    ecs =
        new Client(
            new Config()
                .setEndpoint(endpoint) // "127.0.0.1:7080", without a scheme
                .setProtocol("http")
                .setRegionId("cn-hangzhou")
                .setAccessKeyId(accessKeyId)
                .setAccessKeySecret(accessKeySecret));
    // docs: end
  }

  @Override
  public void describeRegions() throws Exception {
    ecs.describeRegions(new DescribeRegionsRequest());
  }

  @Override
  public String runInstance(String name, int dataDisks) throws Exception {
    RunInstancesRequest request =
        new RunInstancesRequest()
            .setRegionId(REGION)
            .setZoneId(ClientScenario.ZONE)
            .setImageId("any")
            .setInstanceType("ecs.any")
            .setInstanceName(name)
            .setDataDisk(
                Collections.nCopies(dataDisks, new RunInstancesRequestDataDisk().setSize(20)));
    return ecs.runInstances(request).getBody().getInstanceIdSets().getInstanceIdSet().getFirst();
  }

  @Override
  public List<Instance> instances() throws Exception {
    return ecs
        .describeInstances(new DescribeInstancesRequest().setRegionId(REGION))
        .getBody()
        .getInstances()
        .getInstance()
        .stream()
        .map(shown -> new Instance(shown.instanceId, shown.instanceName, shown.status))
        .toList();
  }

  @Override
  public void startInstance(String instanceId) throws Exception {
    ecs.startInstance(new StartInstanceRequest().setInstanceId(instanceId));
  }

  @Override
  public void stopInstance(String instanceId) throws Exception {
    ecs.stopInstance(new StopInstanceRequest().setInstanceId(instanceId));
  }

  @Override
  public void deleteInstance(String instanceId) throws Exception {
    ecs.deleteInstance(new DeleteInstanceRequest().setInstanceId(instanceId).setForce(true));
  }

  @Override
  public String createDisk(DiskOrder order) throws Exception {
    CreateDiskRequest request =
        new CreateDiskRequest()
            .setRegionId(REGION)
            .setZoneId(order.zoneId())
            .setDiskCategory("cloud_essd")
            .setDiskName(order.name())
            .setSize(order.size())
            .setSnapshotId(order.snapshotId())
            .setClientToken(order.token())
            .setTag(tags(order.tags(), (k, v) -> new CreateDiskRequestTag().setKey(k).setValue(v)));
    return ecs.createDisk(request).getBody().getDiskId();
  }

  @Override
  public Disks disks(DiskFilter filter) throws Exception {
    DescribeDisksRequest request =
        new DescribeDisksRequest()
            .setRegionId(REGION)
            .setDiskIds(filter.ids())
            .setInstanceId(filter.instanceId())
            .setDiskType(filter.type())
            .setStatus(filter.status())
            .setPageNumber(filter.pageNumber())
            .setPageSize(filter.pageSize())
            .setTag(
                tags(filter.tags(), (k, v) -> new DescribeDisksRequestTag().setKey(k).setValue(v)));
    var answer = ecs.describeDisks(request).getBody();
    return new Disks(
        answer.getTotalCount(),
        answer.getDisks().getDisk().stream()
            .map(disk ->
                new Disk(
                    disk.diskId,
                    disk.diskName,
                    disk.status,
                    disk.size,
                    disk.instanceId,
                    disk.sourceSnapshotId))
            .toList());
  }

  @Override
  public void attachDisk(String diskId, String instanceId) throws Exception {
    ecs.attachDisk(new AttachDiskRequest().setDiskId(diskId).setInstanceId(instanceId));
  }

  @Override
  public void detachDisk(String diskId, String instanceId) throws Exception {
    ecs.detachDisk(new DetachDiskRequest().setDiskId(diskId).setInstanceId(instanceId));
  }

  @Override
  public void deleteDisk(String diskId) throws Exception {
    ecs.deleteDisk(new DeleteDiskRequest().setDiskId(diskId));
  }

  @Override
  public String createGroup(GroupOrder order) throws Exception {
    CreateSnapshotGroupRequest request =
        new CreateSnapshotGroupRequest()
            .setRegionId(REGION)
            .setInstanceId(order.instanceId())
            .setDiskId(order.diskIds())
            .setExcludeDiskId(order.excludeDiskIds())
            .setName(order.name())
            .setDescription(order.description())
            .setClientToken(order.token())
            .setTag(
                tags(
                    order.tags(),
                    (k, v) -> new CreateSnapshotGroupRequestTag().setKey(k).setValue(v)));
    return ecs.createSnapshotGroup(request).getBody().getSnapshotGroupId();
  }

  @Override
  public Groups groups(GroupFilter filter) throws Exception {
    DescribeSnapshotGroupsRequest request =
        new DescribeSnapshotGroupsRequest()
            .setRegionId(REGION)
            .setSnapshotGroupId(filter.ids())
            .setMaxResults(filter.maxResults())
            .setNextToken(filter.nextToken())
            .setTag(
                tags(
                    filter.tags(),
                    (k, v) -> new DescribeSnapshotGroupsRequestTag().setKey(k).setValue(v)));
    var answer = ecs.describeSnapshotGroups(request).getBody();
    return new Groups(
        answer.getNextToken(),
        answer.getSnapshotGroups().getSnapshotGroup().stream().map(NewJavaSdk::group).toList());
  }

  private static Group group(DescribeSnapshotGroupsResponseBodySnapshotGroupsSnapshotGroup shown) {
    return new Group(
        shown.snapshotGroupId,
        shown.name,
        shown.description,
        shown.status,
        shown.instanceId,
        shown.tags.tag.stream().map(tag -> new Tag(tag.key, tag.value)).toList(),
        shown.snapshots.snapshot.stream()
            .map(member ->
                new Snapshot(
                    member.snapshotId, member.sourceDiskId, null, null, member.progress, null))
            .toList());
  }

  @Override
  public void renameGroup(String groupId, String name, String description) throws Exception {
    ecs.modifySnapshotGroup(
        new ModifySnapshotGroupRequest()
            .setRegionId(REGION)
            .setSnapshotGroupId(groupId)
            .setName(name)
            .setDescription(description));
  }

  @Override
  public void tagGroup(String groupId, Tag tag) throws Exception {
    ecs.tagResources(
        new TagResourcesRequest()
            .setRegionId(REGION)
            .setResourceType("snapshotgroup")
            .setResourceId(List.of(groupId))
            .setTag(List.of(new TagResourcesRequestTag().setKey(tag.key()).setValue(tag.value()))));
  }

  @Override
  public List<String> tagKeysOfGroup(String groupId) throws Exception {
    ListTagResourcesRequest request =
        new ListTagResourcesRequest()
            .setRegionId(REGION)
            .setResourceType("snapshotgroup")
            .setResourceId(List.of(groupId));
    return ecs.listTagResources(request).getBody().getTagResources().getTagResource().stream()
        .map(row -> row.tagKey)
        .toList();
  }

  @Override
  public void untagGroup(String groupId, String key) throws Exception {
    ecs.untagResources(
        new UntagResourcesRequest()
            .setRegionId(REGION)
            .setResourceType("snapshotgroup")
            .setResourceId(List.of(groupId))
            .setTagKey(List.of(key)));
  }

  @Override
  public List<String> deleteGroup(String groupId) throws Exception {
    DeleteSnapshotGroupRequest request =
        new DeleteSnapshotGroupRequest().setRegionId(REGION).setSnapshotGroupId(groupId);
    return ecs
        .deleteSnapshotGroup(request)
        .getBody()
        .getOperationProgressSet()
        .operationProgress
        .stream()
        .map(item -> item.operationStatus)
        .toList();
  }

  @Override
  public List<Snapshot> snapshots(List<String> ids) throws Exception {
    DescribeSnapshotsRequest request = new DescribeSnapshotsRequest().setRegionId(REGION);
    if (!ids.isEmpty()) {
      request.setSnapshotIds(JsonMapper.shared().writeValueAsString(ids));
    }
    return ecs.describeSnapshots(request).getBody().getSnapshots().getSnapshot().stream()
        .map(shown ->
            new Snapshot(
                shown.snapshotId,
                shown.sourceDiskId,
                shown.snapshotName,
                shown.status,
                shown.progress,
                shown.sourceDiskSize))
        .toList();
  }

  @Override
  public String createSnapshot(String diskId, String name) throws Exception {
    return ecs.createSnapshot(new CreateSnapshotRequest().setDiskId(diskId).setSnapshotName(name))
        .getBody()
        .getSnapshotId();
  }

  @Override
  public void deleteSnapshot(String snapshotId) throws Exception {
    ecs.deleteSnapshot(new DeleteSnapshotRequest().setSnapshotId(snapshotId).setForce(true));
  }

  @Override
  public RolledBack resetDisks(List<Pair> pairs) throws Exception {
    ResetDisksRequest request =
        new ResetDisksRequest()
            .setRegionId(REGION)
            .setDisk(
                pairs.stream()
                    .map(pair ->
                        new ResetDisksRequestDisk()
                            .setDiskId(pair.diskId())
                            .setSnapshotId(pair.snapshotId()))
                    .toList());
    List<ResetDisksResponseBodyOperationProgressSetOperationProgress> items =
        ecs.resetDisks(request).getBody().getOperationProgressSet().operationProgress;
    return new RolledBack(
        items.stream().map(item -> item.operationStatus).toList(),
        items.stream()
            .flatMap(item -> item.relatedItemSet.relatedItem.stream())
            .filter(related -> related.name.equals("DiskId"))
            .map(related -> related.value)
            .toList());
  }

  @Override
  public Refusal refusal(Exception thrown) throws Exception {
    if (thrown instanceof TeaException refused) {
      return new Refusal(refused.getCode(), refused.getData().get("RequestId").toString());
    }
    throw thrown;
  }

  private static <T> List<T> tags(List<Tag> tags, BiFunction<String, String, T> as) {
    return tags == null
        ? null
        : tags.stream().map(tag -> as.apply(tag.key(), tag.value())).toList();
  }
}
