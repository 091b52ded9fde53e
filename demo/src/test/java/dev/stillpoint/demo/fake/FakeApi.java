package dev.stillpoint.demo.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The actions that the demonstration calls, without checks: the fake believes every caller. */
final class FakeApi implements HttpHandler {
  private final FakeState state;
  private final ObjectMapper json = new ObjectMapper();

  FakeApi(FakeState state) {
    this.state = state;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Map<String, String> call = new HashMap<>();
    parse(exchange.getRequestURI().getRawQuery(), call);
    parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8), call);
    String header = exchange.getRequestHeaders().getFirst("x-acs-action");
    String action = header == null ? call.get("Action") : header;
    int status = 200;
    ObjectNode answer = json.createObjectNode().put("RequestId", "R");
    try {
      synchronized (state) {
        act(action, call, answer);
        state.save();
      }
    } catch (IllegalArgumentException | InterruptedException e) {
      status = 400;
      answer.put("Code", "Fake").put("Message", action + ": " + e);
    }
    byte[] bytes = json.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void parse(String form, Map<String, String> into) {
    if (form == null || form.isEmpty()) {
      return;
    }
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      into.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
  }

  private void act(String action, Map<String, String> call, ObjectNode answer)
      throws InterruptedException {
    switch (action) {
      case "RunInstances" -> runInstances(call, answer);
      case "StartInstance" -> instance(call).put("status", "Running");
      case "StopInstance" -> instance(call).put("status", "Stopped");
      case "DescribeInstances" -> describeInstances(call, answer);
      case "DescribeDisks" -> describeDisks(call, answer);
      case "CreateDisk" -> {
        String disk = newDisk(call.get("DiskName"), "data", "");
        state.copy(call.get("SnapshotId"), disk);
        answer.put("DiskId", disk);
      }
      case "AttachDisk" ->
          ((ObjectNode) state.table("disks").path(call.get("DiskId")))
              .put("instance", call.get("InstanceId"));
      case "CreateSnapshot" ->
          answer.put(
              "SnapshotId", state.snapshot(List.of(call.get("DiskId"))).get(call.get("DiskId")));
      case "DescribeSnapshots" ->
          answer
              .putObject("Snapshots")
              .putArray("Snapshot")
              .addObject()
              .put("Status", "accomplished");
      case "CreateSnapshotGroup" -> createGroup(call, answer);
      case "DescribeSnapshotGroups" -> describeGroups(call, answer);
      case "ResetDisks" -> resetDisks(call, answer);
      default -> throw new IllegalArgumentException("no such action");
    }
  }

  private void runInstances(Map<String, String> call, ObjectNode answer) {
    String id = state.newId("i");
    state.table("instances").putObject(id).put("status", "Running");
    newDisk("system", "system", id);
    for (int i = 1; call.containsKey("DataDisk." + i + ".DiskName"); i++) {
      newDisk(call.get("DataDisk." + i + ".DiskName"), "data", id);
    }
    answer.putObject("InstanceIdSets").putArray("InstanceIdSet").add(id);
  }

  private String newDisk(String name, String type, String instance) {
    String id = state.newId("d");
    state
        .table("disks")
        .putObject(id)
        .put("name", name)
        .put("type", type)
        .put("instance", instance);
    return id;
  }

  private ObjectNode instance(Map<String, String> call) {
    return (ObjectNode) state.table("instances").path(call.get("InstanceId"));
  }

  private void describeInstances(Map<String, String> call, ObjectNode answer) {
    String id = call.get("InstanceIds").replaceAll("[\\[\\]\"]", "");
    answer
        .putObject("Instances")
        .putArray("Instance")
        .addObject()
        .put("Status", state.table("instances").path(id).path("status").asString());
  }

  private void describeDisks(Map<String, String> call, ObjectNode answer) {
    var list = answer.putObject("Disks").putArray("Disk");
    String wanted = call.getOrDefault("DiskIds", "").replaceAll("[\\[\\]\"]", "");
    for (Map.Entry<String, JsonNode> disk : state.table("disks").properties()) {
      String instance = disk.getValue().path("instance").asString();
      if (disk.getKey().equals(wanted) || instance.equals(call.get("InstanceId"))) {
        list.addObject()
            .put("DiskId", disk.getKey())
            .put("DiskName", disk.getValue().path("name").asString())
            .put("Type", disk.getValue().path("type").asString())
            .put("Status", instance.isEmpty() ? "Available" : "In_use");
      }
    }
  }

  private void createGroup(Map<String, String> call, ObjectNode answer)
      throws InterruptedException {
    String token = call.get("ClientToken");
    if (!state.table("tokens").has(token)) {
      List<String> disks = new ArrayList<>();
      for (int i = 1; call.containsKey("DiskId." + i); i++) {
        disks.add(call.get("DiskId." + i));
      }
      for (Map.Entry<String, JsonNode> disk : state.table("disks").properties()) {
        if (disk.getValue().path("instance").asString().equals(call.get("InstanceId"))) {
          disks.add(disk.getKey());
        }
      }
      state.table("tokens").put(token, newGroup(call.get("Name"), state.snapshot(disks)));
    }
    answer.put("SnapshotGroupId", state.table("tokens").path(token).asString());
  }

  private String newGroup(String name, Map<String, String> members) {
    String id = state.newId("ssg");
    ObjectNode group = state.table("groups").putObject(id).put("name", name);
    ObjectNode map = group.putObject("members");
    members.forEach(map::put);
    return id;
  }

  private void describeGroups(Map<String, String> call, ObjectNode answer) {
    var list = answer.putObject("SnapshotGroups").putArray("SnapshotGroup");
    String id = call.get("SnapshotGroupId.1");
    JsonNode group = state.table("groups").path(id);
    if (group.isMissingNode()) {
      return;
    }
    ObjectNode shown = list.addObject().put("SnapshotGroupId", id).put("Status", "accomplished");
    shown.put("Name", group.path("name").asString()).put("CutLsn", 4711);
    shown.put("CutTime", "2026-11-23T16:00:00.000Z");
    var snapshots = shown.putObject("Snapshots").putArray("Snapshot");
    group
        .path("members")
        .properties()
        .forEach(member ->
            snapshots
                .addObject()
                .put("SourceDiskId", member.getKey())
                .put("SnapshotId", member.getValue().asString()));
  }

  private void resetDisks(Map<String, String> call, ObjectNode answer) throws InterruptedException {
    Map<String, String> targets = new HashMap<>();
    for (int i = 1; call.containsKey("Disk." + i + ".DiskId"); i++) {
      targets.put(call.get("Disk." + i + ".DiskId"), call.get("Disk." + i + ".SnapshotId"));
    }
    Map<String, String> present = state.snapshot(new ArrayList<>(targets.keySet()));
    if (state.lies.contains(Lie.FORGETFUL_UNDO)) {
      ByteBuffer first = state.bytes(present.values().iterator().next());
      first.put(99, (byte) (first.get(99) ^ 1));
    }
    targets.forEach((disk, snapshot) -> state.copy(snapshot, disk));
    answer.put("UndoSnapshotGroupId", newGroup("undo", present));
    answer.putObject("OperationProgressSet").putArray("OperationProgress");
  }
}
