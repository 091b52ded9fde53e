package dev.stillpoint.demo.cloud;

import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * One account's view of the server. Each method returns when what it asked for has come true, at
 * most about a minute later.
 */
public final class Cloud {
  private static final String IMAGE = "debian_12_x64_20G_alibase.vhd";
  private static final String INSTANCE_TYPE = "ecs.g7.large";
  private static final String CATEGORY = "cloud_essd";
  private static final String DISK_GIB = "20";
  private static final long WAIT_MILLIS_MAX = 60_000;
  private static final long POLL_MILLIS = 10;

  private final Api writing;
  private final Api describing;
  private final String region;
  private final String zone;
  private final String tokenPrefix;
  private final AtomicInteger tokens = new AtomicInteger();

  /**
   * Over one endpoint.
   *
   * @param writing carries the calls that change something
   * @param describing carries the Describe calls
   * @param tokenPrefix begins the client tokens of this run; no other run of the account may use it
   */
  public Cloud(Api writing, Api describing, String region, String zone, String tokenPrefix) {
    this.writing = writing;
    this.describing = describing;
    this.region = region;
    this.zone = zone;
    this.tokenPrefix = tokenPrefix;
  }

  /** Makes a running instance with one ESSD data disk for each name. */
  public Instance runInstance(String name, List<String> diskNames)
      throws CloudFault, InterruptedException {
    Parameters parameters =
        regional()
            .with("ZoneId", zone)
            .with("ImageId", IMAGE)
            .with("InstanceType", INSTANCE_TYPE)
            .with("InstanceName", name)
            .with("SystemDisk.Category", CATEGORY)
            .with("SystemDisk.Size", "40");
    for (int i = 0; i < diskNames.size(); i++) {
      String disk = "DataDisk." + (i + 1);
      parameters.with(disk + ".Category", CATEGORY).with(disk + ".Size", DISK_GIB);
      parameters.with(disk + ".DiskName", diskNames.get(i));
    }
    JsonNode answer = write("RunInstances", parameters.with("ClientToken", token()));
    String id = text(answer.path("InstanceIdSets").path("InstanceIdSet").path(0), "instance ID");
    awaitInstance(id, "Running");
    return describe(id, name);
  }

  /** Starts a stopped instance; its disks can be opened afterwards. */
  public void start(String instanceId) throws CloudFault, InterruptedException {
    write("StartInstance", Parameters.none().with("InstanceId", instanceId));
    awaitInstance(instanceId, "Running");
  }

  /** Stops a running instance; its disks are closed afterwards. */
  public void stop(String instanceId) throws CloudFault, InterruptedException {
    write("StopInstance", Parameters.none().with("InstanceId", instanceId));
    awaitInstance(instanceId, "Stopped");
  }

  /** Makes a new disk of a snapshot's bytes and attaches it. */
  public String attachDiskFrom(String snapshotId, String name, String instanceId)
      throws CloudFault, InterruptedException {
    JsonNode answer =
        write(
            "CreateDisk",
            regional()
                .with("ZoneId", zone)
                .with("DiskCategory", CATEGORY)
                .with("DiskName", name)
                .with("SnapshotId", snapshotId)
                .with("ClientToken", token()));
    String diskId = text(answer.path("DiskId"), "disk ID");
    awaitDisk(diskId, "Available");
    write("AttachDisk", Parameters.none().with("InstanceId", instanceId).with("DiskId", diskId));
    awaitDisk(diskId, "In_use");
    return diskId;
  }

  /**
   * One call for one group, over an instance or over the disks named. Returns when the call is
   * answered.
   */
  public String createGroup(
      String name, Optional<String> instanceId, List<String> diskIds, String token)
      throws CloudFault, InterruptedException {
    Parameters parameters = regional();
    instanceId.ifPresent(id -> parameters.with("InstanceId", id));
    parameters
        .list("DiskId", diskIds)
        .with("Name", name)
        .with("Description", "one instant, taken while the disks were written")
        .with("Tag.1.Key", "made-by")
        .with("Tag.1.Value", "stillpoint-demo")
        .with("ClientToken", token);
    return text(write("CreateSnapshotGroup", parameters).path("SnapshotGroupId"), "group ID");
  }

  /** A client token that this run did not use before. */
  public String token() {
    return tokenPrefix + "-" + tokens.incrementAndGet();
  }

  /** Waits until a group is accomplished. */
  public SnapshotGroup awaitGroup(String groupId) throws CloudFault, InterruptedException {
    Wait wait = new Wait("group " + groupId + " to be accomplished");
    while (true) {
      Optional<SnapshotGroup> group = findGroup(groupId);
      if (group.isPresent() && "accomplished".equals(group.get().status())) {
        return group.get();
      }
      wait.pause(group.map(SnapshotGroup::status).orElse("not listed"));
    }
  }

  /** A group as it is now, if it is listed. */
  public Optional<SnapshotGroup> findGroup(String groupId) throws CloudFault, InterruptedException {
    Parameters parameters = regional().list("SnapshotGroupId", List.of(groupId));
    JsonNode answer = describe("DescribeSnapshotGroups", parameters);
    JsonNode group = answer.path("SnapshotGroups").path("SnapshotGroup").path(0);
    return group.isMissingNode() ? Optional.empty() : Optional.of(parseGroup(group));
  }

  /** Makes a snapshot of a single disk and waits until it can be used. */
  public String createSnapshot(String diskId, String name) throws CloudFault, InterruptedException {
    Parameters parameters =
        Parameters.none()
            .with("DiskId", diskId)
            .with("SnapshotName", name)
            .with("ClientToken", token());
    String id = text(write("CreateSnapshot", parameters).path("SnapshotId"), "snapshot ID");
    Wait wait = new Wait("snapshot " + id + " to be accomplished");
    while (true) {
      JsonNode answer =
          describe("DescribeSnapshots", regional().with("SnapshotIds", "[\"" + id + "\"]"));
      String status = answer.path("Snapshots").path("Snapshot").path(0).path("Status").asString("");
      if (status.equals("accomplished")) {
        return id;
      }
      wait.pause(status);
    }
  }

  /**
   * Rolls disks back in one call.
   *
   * @param snapshots the snapshot's ID by the disk's ID
   * @return the ID of the group that keeps the abandoned present
   */
  public String resetDisks(Map<String, String> snapshots) throws CloudFault, InterruptedException {
    Parameters parameters = regional();
    List<String> disks = new ArrayList<>(snapshots.keySet());
    for (int i = 0; i < disks.size(); i++) {
      parameters.with("Disk." + (i + 1) + ".DiskId", disks.get(i));
      parameters.with("Disk." + (i + 1) + ".SnapshotId", snapshots.get(disks.get(i)));
    }
    JsonNode answer = write("ResetDisks", parameters);
    for (JsonNode item : answer.path("OperationProgressSet").path("OperationProgress")) {
      if (!item.path("OperationStatus").asString("").equals("Success")) {
        throw new CloudFault("ResetDisks answered " + item);
      }
    }
    return text(answer.path("UndoSnapshotGroupId"), "undo group's ID");
  }

  private Instance describe(String instanceId, String name)
      throws CloudFault, InterruptedException {
    JsonNode answer = describe("DescribeDisks", regional().with("InstanceId", instanceId));
    Map<String, String> disks = new HashMap<>();
    String system = "";
    for (JsonNode disk : answer.path("Disks").path("Disk")) {
      String id = text(disk.path("DiskId"), "disk ID");
      if (disk.path("Type").asString("").equals("system")) {
        system = id;
      } else {
        disks.put(disk.path("DiskName").asString(""), id);
      }
    }
    return new Instance(instanceId, name, disks, system);
  }

  private void awaitInstance(String id, String status) throws CloudFault, InterruptedException {
    await("Instance", id, status, "DescribeInstances");
  }

  private void awaitDisk(String id, String status) throws CloudFault, InterruptedException {
    await("Disk", id, status, "DescribeDisks");
  }

  private void await(String kind, String id, String status, String action)
      throws CloudFault, InterruptedException {
    Wait wait = new Wait(kind + " " + id + " to be " + status);
    while (true) {
      JsonNode answer = describe(action, regional().with(kind + "Ids", "[\"" + id + "\"]"));
      String now = answer.path(kind + "s").path(kind).path(0).path("Status").asString("not listed");
      if (now.equals(status)) {
        return;
      }
      wait.pause(now);
    }
  }

  private static SnapshotGroup parseGroup(JsonNode group) {
    Map<String, String> members = new HashMap<>();
    for (JsonNode snapshot : group.path("Snapshots").path("Snapshot")) {
      members.put(
          snapshot.path("SourceDiskId").asString(""), snapshot.path("SnapshotId").asString(""));
    }
    return new SnapshotGroup(
        group.path("SnapshotGroupId").asString(""),
        group.path("Name").asString(""),
        group.path("Status").asString(""),
        group.path("CutLsn").asString(""),
        group.path("CutTime").asString(""),
        members);
  }

  private Parameters regional() {
    return Parameters.none().with("RegionId", region);
  }

  private JsonNode write(String action, Parameters parameters)
      throws CloudFault, InterruptedException {
    return call(writing, action, parameters);
  }

  private JsonNode describe(String action, Parameters parameters)
      throws CloudFault, InterruptedException {
    return call(describing, action, parameters);
  }

  private static JsonNode call(Api api, String action, Parameters parameters)
      throws CloudFault, InterruptedException {
    try {
      return api.call(action, parameters.values());
    } catch (ApiFault | IOException e) {
      throw new CloudFault(action + " failed: " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode value, String what) throws CloudFault {
    String text = value.asString("");
    if (text.isEmpty()) {
      throw new CloudFault("the answer names no " + what);
    }
    return text;
  }

  /** Patience with an end. */
  private static final class Wait {
    private final String what;
    private long millisLeft = WAIT_MILLIS_MAX;

    Wait(String what) {
      this.what = what;
    }

    void pause(String now) throws CloudFault, InterruptedException {
      if (millisLeft <= 0) {
        throw new CloudFault("waited a minute for " + what + ", which is " + now);
      }
      Thread.sleep(POLL_MILLIS);
      millisLeft -= POLL_MILLIS;
    }
  }
}
