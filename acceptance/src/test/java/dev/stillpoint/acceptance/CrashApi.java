package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.AccessKey;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.Signature;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The calls of the crash rounds: quick to start, and an answer that never came is told apart. */
final class CrashApi implements AutoCloseable {
  private static final int POLLS_MAX = 1000;

  /** A group as the API lists it; snapshots by the ID of their disk. */
  record Group(String id, String name, String status, long cutLsn, Map<String, String> snapshots) {}

  private final ApiClient client;

  CrashApi(ServerProcess server) throws IOException {
    client =
        new ApiClient(
            URI.create("http://" + server.endpoint()),
            AccessKey.read(server.credentials()),
            Signature.V3,
            InstantSource.system(),
            new SecureRandom());
  }

  /** Calls with parameters by name and value in turn. */
  JsonNode call(String action, String... parameters)
      throws ApiFault, IOException, InterruptedException {
    LinkedHashMap<String, String> named = new LinkedHashMap<>();
    named.put("RegionId", "cn-hangzhou");
    for (int i = 0; i < parameters.length; i += 2) {
      named.put(parameters[i], parameters[i + 1]);
    }
    return client.call(action, named);
  }

  String runInstance() throws ApiFault, IOException, InterruptedException {
    return call(
            "RunInstances", "ZoneId", "cn-hangzhou-h", "ImageId", "any", "InstanceType", "ecs.any")
        .at("/InstanceIdSets/InstanceIdSet/0")
        .asString();
  }

  /** A new disk of 20 GiB, attached. */
  String newDisk(String instanceId) throws ApiFault, IOException, InterruptedException {
    String diskId =
        call("CreateDisk", "ZoneId", "cn-hangzhou-h", "DiskCategory", "cloud_essd", "Size", "20")
            .path("DiskId")
            .asString();
    attach(instanceId, diskId);
    return diskId;
  }

  void attach(String instanceId, String diskId) throws ApiFault, IOException, InterruptedException {
    call("AttachDisk", "InstanceId", instanceId, "DiskId", diskId);
    await("Disk", diskId, "In_use");
  }

  void detach(String instanceId, String diskId) throws ApiFault, IOException, InterruptedException {
    call("DetachDisk", "InstanceId", instanceId, "DiskId", diskId);
    await("Disk", diskId, "Available");
  }

  void start(String instanceId) throws ApiFault, IOException, InterruptedException {
    call("StartInstance", "InstanceId", instanceId);
    await("Instance", instanceId, "Running");
  }

  void stop(String instanceId) throws ApiFault, IOException, InterruptedException {
    call("StopInstance", "InstanceId", instanceId);
    await("Instance", instanceId, "Stopped");
  }

  /** A Disk's or an Instance's status; "absent" if it is not listed. */
  String status(String kind, String id) throws ApiFault, IOException, InterruptedException {
    return call("Describe" + kind + "s", kind + "Ids", "[\"" + id + "\"]")
        .path(kind + "s")
        .path(kind)
        .path(0)
        .path("Status")
        .asString("absent");
  }

  private void await(String kind, String id, String wanted)
      throws ApiFault, IOException, InterruptedException {
    String status = "";
    for (int i = 0; i < POLLS_MAX && !status.equals(wanted); i++) {
      if (i > 0) {
        Thread.sleep(10);
      }
      status = status(kind, id);
    }
    assertThat(status).as("status of %s", id).isEqualTo(wanted);
  }

  /** The disk of this name, if there is one. */
  Optional<String> diskNamed(String name) throws ApiFault, IOException, InterruptedException {
    String id = call("DescribeDisks", "DiskName", name).at("/Disks/Disk/0/DiskId").asString("");
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /** All groups, by their ID. */
  Map<String, Group> groups() throws ApiFault, IOException, InterruptedException {
    Map<String, Group> groups = new TreeMap<>();
    String next = "";
    do {
      List<String> page = new ArrayList<>(List.of("MaxResults", "50"));
      if (!next.isEmpty()) {
        page.addAll(List.of("NextToken", next));
      }
      JsonNode answer = call("DescribeSnapshotGroups", page.toArray(String[]::new));
      for (JsonNode node : answer.at("/SnapshotGroups/SnapshotGroup")) {
        Map<String, String> snapshots = new TreeMap<>();
        node.at("/Snapshots/Snapshot")
            .forEach(snapshot ->
                snapshots.put(
                    snapshot.path("SourceDiskId").asString(),
                    snapshot.path("SnapshotId").asString()));
        String id = node.path("SnapshotGroupId").asString();
        groups.put(
            id,
            new Group(
                id,
                node.path("Name").asString(""),
                node.path("Status").asString(),
                node.path("CutLsn").asLong(-1),
                snapshots));
      }
      next = answer.path("NextToken").asString("");
    } while (!next.isEmpty());
    return groups;
  }

  /** The instants of single snapshots, each once; a snapshot that is not listed has none. */
  List<Long> cutLsns(Iterable<String> snapshotIds)
      throws ApiFault, IOException, InterruptedException {
    JsonNode answer =
        call(
            "DescribeSnapshots",
            "SnapshotIds",
            "[\"" + String.join("\",\"", snapshotIds) + "\"]",
            "PageSize",
            "50");
    List<Long> lsns = new ArrayList<>();
    answer.at("/Snapshots/Snapshot").forEach(node -> lsns.add(node.path("CutLsn").asLong(-1)));
    return lsns;
  }

  @Override
  public void close() {
    client.close();
  }
}
