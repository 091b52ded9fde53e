package dev.stillpoint.acceptance;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.ecs.model.v20140526.AttachDiskRequest;
import com.aliyuncs.ecs.model.v20140526.CreateDiskRequest;
import com.aliyuncs.ecs.model.v20140526.CreateSnapshotGroupRequest;
import com.aliyuncs.ecs.model.v20140526.CreateSnapshotRequest;
import com.aliyuncs.ecs.model.v20140526.DeleteDiskRequest;
import com.aliyuncs.ecs.model.v20140526.DeleteInstanceRequest;
import com.aliyuncs.ecs.model.v20140526.DeleteSnapshotGroupRequest;
import com.aliyuncs.ecs.model.v20140526.DeleteSnapshotGroupResponse;
import com.aliyuncs.ecs.model.v20140526.DeleteSnapshotRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeDisksRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeDisksResponse;
import com.aliyuncs.ecs.model.v20140526.DescribeInstancesRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeRegionsRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeSnapshotGroupsRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeSnapshotGroupsResponse;
import com.aliyuncs.ecs.model.v20140526.DescribeSnapshotsRequest;
import com.aliyuncs.ecs.model.v20140526.DetachDiskRequest;
import com.aliyuncs.ecs.model.v20140526.ListTagResourcesRequest;
import com.aliyuncs.ecs.model.v20140526.ListTagResourcesResponse;
import com.aliyuncs.ecs.model.v20140526.ModifySnapshotGroupRequest;
import com.aliyuncs.ecs.model.v20140526.ResetDisksRequest;
import com.aliyuncs.ecs.model.v20140526.ResetDisksResponse;
import com.aliyuncs.ecs.model.v20140526.RunInstancesRequest;
import com.aliyuncs.ecs.model.v20140526.StartInstanceRequest;
import com.aliyuncs.ecs.model.v20140526.StopInstanceRequest;
import com.aliyuncs.ecs.model.v20140526.TagResourcesRequest;
import com.aliyuncs.ecs.model.v20140526.UntagResourcesRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The older official SDK {@code com.aliyun:aliyun-java-sdk-ecs}, unchanged: signs by version 1. */
final class LegacyJavaSdk implements EcsClient {
  private final IAcsClient ecs;
  private final String endpoint;

  LegacyJavaSdk(String endpoint, String accessKeyId, String accessKeySecret) {
    this.endpoint = endpoint;
    // docs: client
    ecs =
        new DefaultAcsClient(
            DefaultProfile.getProfile("cn-hangzhou", accessKeyId, accessKeySecret));
    // docs: end
  }

  private <T extends AcsResponse> T ask(RpcAcsRequest<T> request) throws ClientException {
    // docs: request
    request.setSysEndpoint(endpoint); // "127.0.0.1:7080"
    request.setSysProtocol(ProtocolType.HTTP);
    // docs: end
    return ecs.getAcsResponse(request);
  }

  @Override
  public void describeRegions() throws Exception {
    ask(new DescribeRegionsRequest());
  }

  @Override
  public String runInstance(String name, int dataDisks) throws Exception {
    RunInstancesRequest request = new RunInstancesRequest();
    request.setZoneId(ClientScenario.ZONE);
    request.setImageId("any");
    request.setInstanceType("ecs.any");
    request.setInstanceName(name);
    List<RunInstancesRequest.DataDisk> disks = new ArrayList<>();
    for (int i = 0; i < dataDisks; i++) {
      RunInstancesRequest.DataDisk disk = new RunInstancesRequest.DataDisk();
      disk.setSize(20);
      disks.add(disk);
    }
    request.setDataDisks(disks);
    return ask(request).getInstanceIdSets().getFirst();
  }

  @Override
  public List<Instance> instances() throws Exception {
    return ask(new DescribeInstancesRequest()).getInstances().stream()
        .map(shown ->
            new Instance(shown.getInstanceId(), shown.getInstanceName(), shown.getStatus()))
        .toList();
  }

  @Override
  public void startInstance(String instanceId) throws Exception {
    StartInstanceRequest request = new StartInstanceRequest();
    request.setInstanceId(instanceId);
    ask(request);
  }

  @Override
  public void stopInstance(String instanceId) throws Exception {
    StopInstanceRequest request = new StopInstanceRequest();
    request.setInstanceId(instanceId);
    ask(request);
  }

  @Override
  public void deleteInstance(String instanceId) throws Exception {
    DeleteInstanceRequest request = new DeleteInstanceRequest();
    request.setInstanceId(instanceId);
    request.setForce(true);
    ask(request);
  }

  @Override
  public String createDisk(DiskOrder order) throws Exception {
    CreateDiskRequest request = new CreateDiskRequest();
    request.setZoneId(order.zoneId());
    request.setDiskCategory("cloud_essd");
    request.setDiskName(order.name());
    request.setSize(order.size());
    request.setSnapshotId(order.snapshotId());
    request.setClientToken(order.token());
    List<CreateDiskRequest.Tag> tags = new ArrayList<>();
    for (Tag each : order.tags()) {
      CreateDiskRequest.Tag tag = new CreateDiskRequest.Tag();
      tag.setKey(each.key());
      tag.setValue(each.value());
      tags.add(tag);
    }
    request.setTags(tags);
    return ask(request).getDiskId();
  }

  @Override
  public Disks disks(DiskFilter filter) throws Exception {
    DescribeDisksRequest request = new DescribeDisksRequest();
    request.setDiskIds(filter.ids());
    request.setInstanceId(filter.instanceId());
    request.setDiskType(filter.type());
    request.setStatus(filter.status());
    request.setPageNumber(filter.pageNumber());
    request.setPageSize(filter.pageSize());
    List<DescribeDisksRequest.Tag> tags = new ArrayList<>();
    for (Tag each : orNone(filter.tags())) {
      DescribeDisksRequest.Tag tag = new DescribeDisksRequest.Tag();
      tag.setKey(each.key());
      tag.setValue(each.value());
      tags.add(tag);
    }
    request.setTags(tags);
    DescribeDisksResponse answer = ask(request);
    return new Disks(
        answer.getTotalCount(),
        answer.getDisks().stream()
            .map(disk ->
                new Disk(
                    disk.getDiskId(),
                    disk.getDiskName(),
                    disk.getStatus(),
                    disk.getSize(),
                    disk.getInstanceId(),
                    disk.getSourceSnapshotId()))
            .toList());
  }

  @Override
  public void attachDisk(String diskId, String instanceId) throws Exception {
    AttachDiskRequest request = new AttachDiskRequest();
    request.setDiskId(diskId);
    request.setInstanceId(instanceId);
    ask(request);
  }

  @Override
  public void detachDisk(String diskId, String instanceId) throws Exception {
    DetachDiskRequest request = new DetachDiskRequest();
    request.setDiskId(diskId);
    request.setInstanceId(instanceId);
    ask(request);
  }

  @Override
  public void deleteDisk(String diskId) throws Exception {
    DeleteDiskRequest request = new DeleteDiskRequest();
    request.setDiskId(diskId);
    ask(request);
  }

  @Override
  public String createGroup(GroupOrder order) throws Exception {
    CreateSnapshotGroupRequest request = new CreateSnapshotGroupRequest();
    request.setInstanceId(order.instanceId());
    request.setDiskIds(order.diskIds());
    request.setExcludeDiskIds(order.excludeDiskIds());
    request.setName(order.name());
    request.setDescription(order.description());
    List<CreateSnapshotGroupRequest.Tag> tags = new ArrayList<>();
    for (Tag each : orNone(order.tags())) {
      CreateSnapshotGroupRequest.Tag tag = new CreateSnapshotGroupRequest.Tag();
      tag.setKey(each.key());
      tag.setValue(each.value());
      tags.add(tag);
    }
    request.setTags(tags);
    if (order.token() != null) {
      request.putQueryParameter("ClientToken", order.token()); // This SDK has no setter for it.
    }
    return ask(request).getSnapshotGroupId();
  }

  @Override
  public Groups groups(GroupFilter filter) throws Exception {
    DescribeSnapshotGroupsRequest request = new DescribeSnapshotGroupsRequest();
    request.setSnapshotGroupIds(filter.ids());
    request.setMaxResults(filter.maxResults());
    request.setNextToken(filter.nextToken());
    List<DescribeSnapshotGroupsRequest.Tag> tags = new ArrayList<>();
    for (Tag each : orNone(filter.tags())) {
      DescribeSnapshotGroupsRequest.Tag tag = new DescribeSnapshotGroupsRequest.Tag();
      tag.setKey(each.key());
      tag.setValue(each.value());
      tags.add(tag);
    }
    request.setTags(tags);
    DescribeSnapshotGroupsResponse answer = ask(request);
    return new Groups(
        answer.getNextToken(),
        answer.getSnapshotGroups().stream().map(LegacyJavaSdk::group).toList());
  }

  private static Group group(DescribeSnapshotGroupsResponse.SnapshotGroup shown) {
    return new Group(
        shown.getSnapshotGroupId(),
        shown.getName(),
        shown.getDescription(),
        shown.getStatus(),
        shown.getInstanceId(),
        shown.getTags().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList(),
        shown.getSnapshots().stream()
            .map(member ->
                new Snapshot(
                    member.getSnapshotId(),
                    member.getSourceDiskId(),
                    null,
                    null,
                    member.getProgress(),
                    null))
            .toList());
  }

  @Override
  public void renameGroup(String groupId, String name, String description) throws Exception {
    ModifySnapshotGroupRequest request = new ModifySnapshotGroupRequest();
    request.setSnapshotGroupId(groupId);
    request.setName(name);
    request.setDescription(description);
    ask(request);
  }

  @Override
  public void tagGroup(String groupId, Tag tag) throws Exception {
    TagResourcesRequest.Tag put = new TagResourcesRequest.Tag();
    put.setKey(tag.key());
    put.setValue(tag.value());
    TagResourcesRequest request = new TagResourcesRequest();
    request.setResourceType("snapshotgroup");
    request.setResourceIds(List.of(groupId));
    request.setTags(List.of(put));
    ask(request);
  }

  @Override
  public List<String> tagKeysOfGroup(String groupId) throws Exception {
    ListTagResourcesRequest request = new ListTagResourcesRequest();
    request.setResourceType("snapshotgroup");
    request.setResourceIds(List.of(groupId));
    return ask(request).getTagResources().stream()
        .map(ListTagResourcesResponse.TagResource::getTagKey)
        .toList();
  }

  @Override
  public void untagGroup(String groupId, String key) throws Exception {
    UntagResourcesRequest request = new UntagResourcesRequest();
    request.setResourceType("snapshotgroup");
    request.setResourceIds(List.of(groupId));
    request.setTagKeys(List.of(key));
    ask(request);
  }

  @Override
  public List<String> deleteGroup(String groupId) throws Exception {
    DeleteSnapshotGroupRequest request = new DeleteSnapshotGroupRequest();
    request.setSnapshotGroupId(groupId);
    return ask(request).getOperationProgressSet().stream()
        .map(DeleteSnapshotGroupResponse.OperationProgress::getOperationStatus)
        .toList();
  }

  @Override
  public List<Snapshot> snapshots(List<String> ids) throws Exception {
    DescribeSnapshotsRequest request = new DescribeSnapshotsRequest();
    if (!ids.isEmpty()) {
      request.setSnapshotIds(JsonMapper.shared().writeValueAsString(ids));
    }
    return ask(request).getSnapshots().stream()
        .map(shown ->
            new Snapshot(
                shown.getSnapshotId(),
                shown.getSourceDiskId(),
                shown.getSnapshotName(),
                shown.getStatus(),
                shown.getProgress(),
                shown.getSourceDiskSize()))
        .toList();
  }

  @Override
  public String createSnapshot(String diskId, String name) throws Exception {
    CreateSnapshotRequest request = new CreateSnapshotRequest();
    request.setDiskId(diskId);
    request.setSnapshotName(name);
    return ask(request).getSnapshotId();
  }

  @Override
  public void deleteSnapshot(String snapshotId) throws Exception {
    DeleteSnapshotRequest request = new DeleteSnapshotRequest();
    request.setSnapshotId(snapshotId);
    request.setForce(true);
    ask(request);
  }

  @Override
  public RolledBack resetDisks(List<Pair> pairs) throws Exception {
    ResetDisksRequest request = new ResetDisksRequest();
    List<ResetDisksRequest.Disk> disks = new ArrayList<>();
    for (Pair pair : pairs) {
      ResetDisksRequest.Disk disk = new ResetDisksRequest.Disk();
      disk.setDiskId(pair.diskId());
      disk.setSnapshotId(pair.snapshotId());
      disks.add(disk);
    }
    request.setDisks(disks);
    List<ResetDisksResponse.OperationProgress> items = ask(request).getOperationProgressSet();
    return new RolledBack(
        items.stream().map(ResetDisksResponse.OperationProgress::getOperationStatus).toList(),
        items.stream()
            .flatMap(item -> item.getRelatedItemSet().stream())
            .filter(related -> related.getName().equals("DiskId"))
            .map(ResetDisksResponse.OperationProgress.RelatedItem::getValue)
            .toList());
  }

  @Override
  public Refusal refusal(Exception thrown) throws Exception {
    if (thrown instanceof ClientException refused) {
      return new Refusal(refused.getErrCode(), refused.getRequestId());
    }
    throw thrown;
  }

  private static List<Tag> orNone(List<Tag> tags) {
    return tags == null ? List.of() : tags;
  }
}
