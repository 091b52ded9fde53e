package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.acceptance.CrashApi.Group;
import dev.stillpoint.acceptance.CrashWorld.KnownClone;
import dev.stillpoint.acceptance.CrashWorld.KnownGroup;
import dev.stillpoint.acceptance.CrashWorld.KnownReset;
import dev.stillpoint.acceptance.Lane.Tearing;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges a server that has just printed READY against what its clients knew when the one before it
 * ended, and brings the model up to date.
 */
final class CrashVerdict {
  private static final String UNDO = "auto-undo";
  private static final int GROUPS_KEPT = 3;

  private final CrashWorld world;
  private final CrashApi api;
  private final Path socket;
  private final Map<String, byte[][]> disks = new HashMap<>();
  private final Map<Lane, Integer> inGroups = new HashMap<>();
  private Map<String, Group> listed = Map.of();

  CrashVerdict(CrashWorld world, CrashApi api, Path socket) {
    this.world = world;
    this.api = api;
    this.socket = socket;
  }

  /**
   * Judges.
   *
   * @param inBefore everything answered before this stamp must be there
   * @param tearing what may have become of the request after the last one that is there
   */
  void judge(long inBefore, Tearing tearing) throws Exception {
    readDisks();
    listed = api.groups();
    judgeDeletions();
    judgeCreations();
    judgeGroupsThatWereAnswered();
    judgeGroupBytes();
    Map<Lane, Integer> counts = judgeDisks(inBefore, tearing);
    judgeResets(counts);
    nothingElseIsListed();
    judgeClones();
    world
        .lanes
        .values()
        .forEach(
            ofDisk -> ofDisk.forEach(lane -> lane.settle(disks.get(lane.diskId())[lane.index()])));
    retryCreations();
    tidy();
  }

  /** The disks of instances that nobody stopped or started can be opened at once. */
  private void readDisks() throws ApiFault, IOException, InterruptedException {
    for (String diskId : world.lanes.keySet()) {
      if (!world.instancesInChange.contains(world.instanceOf(diskId))) {
        disks.put(diskId, read(diskId));
      }
    }
    for (String instanceId : List.copyOf(world.instancesInChange)) {
      String status = api.status("Instance", instanceId);
      assertThat(status).isIn("Running", "Stopped");
      if (status.equals("Stopped")) {
        api.start(instanceId);
      }
      for (String diskId : world.disksOf(instanceId)) {
        disks.put(diskId, read(diskId));
      }
      world.changed(instanceId);
    }
  }

  private byte[][] read(String export) throws IOException, InterruptedException {
    byte[][] lanes = new byte[Lane.PER_DISK][];
    try (NbdClient client = NbdClient.connect(UnixDomainSocketAddress.of(socket), export)) {
      for (int i = 0; i < Lane.PER_DISK; i++) {
        lanes[i] = client.read(Lane.offset(i), Lane.BYTES);
      }
    }
    return lanes;
  }

  /** Wholly there or wholly gone. */
  private void judgeDeletions() throws ApiFault, IOException, InterruptedException {
    for (String id : List.copyOf(world.groupsBeingDeleted)) {
      if (listed.containsKey(id)) {
        world.groupsBeingDeleted.remove(id);
      } else {
        Map<String, String> members = world.snapshots(id);
        if (!members.isEmpty()) {
          assertThat(api.cutLsns(members.values()))
              .as("snapshots of group %s, which is gone", id)
              .isEmpty();
        }
        world.deleted(id);
      }
    }
  }

  /** A call without an answer made a whole group or none. */
  private void judgeCreations() throws ApiFault, IOException, InterruptedException {
    for (KnownGroup group : List.copyOf(world.groupsBeingMade)) {
      for (Group found : listed.values()) {
        if (found.name().equals(group.name) && !found.status().equals("failed")) {
          world.made(group, found.id());
        }
      }
    }
  }

  private String retry(KnownGroup group) throws ApiFault, IOException, InterruptedException {
    return api.call("CreateSnapshotGroup", CrashOperator.parameters(group))
        .path("SnapshotGroupId")
        .asString();
  }

  private void judgeGroupsThatWereAnswered() throws ApiFault, IOException, InterruptedException {
    for (KnownGroup group : world.groups.values()) {
      Group found = listed.get(group.id);
      assertThat(found).as("%s, %s", group.name, group.id).isNotNull();
      judgeWhole(found, group.disks);
      world.listed(found);
      if (!group.judged()) {
        assertThat(retry(group)).as("the token of %s", group.name).isEqualTo(group.id);
      }
    }
  }

  private void judgeWhole(Group found, List<String> members)
      throws ApiFault, IOException, InterruptedException {
    assertThat(found.status()).as("status of %s", found).isEqualTo("accomplished");
    assertThat(found.snapshots().keySet()).isEqualTo(new TreeSet<>(members));
    List<Long> lsns = api.cutLsns(found.snapshots().values());
    assertThat(lsns).as("instants of the members of %s", found).hasSize(members.size());
    assertThat(lsns).containsOnly(found.cutLsn());
  }

  private void judgeGroupBytes() throws IOException, InterruptedException {
    for (KnownGroup group : world.groups.values()) {
      Map<String, byte[][]> bytes = read(listed.get(group.id));
      if (group.judged()) {
        assertSame(group.name, bytes, group.bytes);
      } else {
        explain(group.name, bytes, group.sent, group.answered)
            .forEach((lane, count) -> inGroups.merge(lane, count, Math::max));
        group.bytes = bytes;
      }
    }
  }

  private Map<String, byte[][]> read(Group group) throws IOException, InterruptedException {
    Map<String, byte[][]> bytes = new TreeMap<>();
    for (Map.Entry<String, String> member : group.snapshots().entrySet()) {
      bytes.put(member.getKey(), read(member.getValue()));
    }
    return bytes;
  }

  private static void assertSame(
      String what, Map<String, byte[][]> found, Map<String, byte[][]> expected) {
    found.forEach((diskId, lanes) ->
        assertThat(lanes)
            .as("%s: its snapshot of %s", what, diskId)
            .isDeepEqualTo(expected.get(diskId)));
  }

  private Map<Lane, Integer> explain(
      String what, Map<String, byte[][]> bytes, long inBefore, long outAfter) {
    return InstantSearch.explain(
        what, byLane(bytes), Map.of(), inBefore, outAfter, Tearing.FORBIDDEN);
  }

  private Map<Lane, byte[]> byLane(Map<String, byte[][]> bytes) {
    Map<Lane, byte[]> byLane = new LinkedHashMap<>();
    bytes.forEach((diskId, lanes) ->
        world.lanes.get(diskId).forEach(lane -> byLane.put(lane, lanes[lane.index()])));
    return byLane;
  }

  /** All disks are at one moment, at or after the last durable one. */
  private Map<Lane, Integer> judgeDisks(long inBefore, Tearing tearing) {
    Map<Lane, Integer> least = new HashMap<>(inGroups);
    world
        .lanes
        .values()
        .forEach(ofDisk -> ofDisk.forEach(lane -> least.merge(lane, lane.durable(), Math::max)));
    return InstantSearch.explain(
        "the disks", byLane(disks), least, inBefore, LaneOperation.NEVER, tearing);
  }

  /** A rollback took place with its undo group or not at all. */
  private void judgeResets(Map<Lane, Integer> counts) throws Exception {
    for (KnownReset reset : world.resets) {
      Lane first = world.lanes.get(reset.disks.getFirst()).getFirst();
      boolean happened =
          first.history().stream()
              .limit(counts.get(first))
              .anyMatch(operation -> operation.rollback() == reset.number);
      if (reset.undoGroupId.isEmpty()) {
        List<Group> unknown =
            listed.values().stream().filter(group -> isUnknownUndo(group)).toList();
        assertThat(unknown).as("undo groups of the last rollback").hasSize(happened ? 1 : 0);
        reset.undoGroupId = happened ? unknown.getFirst().id() : "";
      }
      if (happened) {
        Group undo = listed.get(reset.undoGroupId);
        judgeWhole(undo, reset.disks);
        explain("the undo group " + undo.id(), read(undo), reset.sent, reset.sent);
      }
    }
  }

  private boolean isUnknownUndo(Group group) {
    return group.name().equals(UNDO)
        && world.resets.stream().noneMatch(reset -> reset.undoGroupId.equals(group.id()));
  }

  private void nothingElseIsListed() {
    for (Group group : listed.values()) {
      boolean known =
          world.groups.containsKey(group.id())
              || world.resets.stream().anyMatch(reset -> reset.undoGroupId.equals(group.id()))
              || (group.status().equals("failed")
                  && world.groupsBeingMade.stream().anyMatch(g -> g.name.equals(group.name())));
      assertThat(known).as("%s is known", group).isTrue();
    }
  }

  /** Copies hold what their snapshot held, and a repeated call gives the same disk. */
  private void judgeClones() throws ApiFault, IOException, InterruptedException {
    for (KnownClone clone : List.copyOf(world.clonesBeingMade)) {
      String already = api.diskNamed(clone.name).orElse("");
      String retried =
          api.call("CreateDisk", CrashOperator.parameters(clone)).path("DiskId").asString();
      if (!already.isEmpty()) {
        assertThat(retried).as("the token of %s", clone.name).isEqualTo(already);
      }
      world.made(clone, retried);
    }
    String instanceId = world.instances.getFirst();
    for (KnownClone clone : world.clones) {
      api.attach(instanceId, clone.diskId);
      assertThat(read(clone.diskId)).as(clone.name).isDeepEqualTo(clone.bytes);
      api.detach(instanceId, clone.diskId);
      api.call("DeleteDisk", "DiskId", clone.diskId);
    }
    world.clones.clear();
  }

  /** The token of a group that failed is free: the same call makes another group. */
  private void retryCreations() throws Exception {
    for (KnownGroup failed : List.copyOf(world.groupsBeingMade)) {
      world.groupsBeingMade.remove(failed);
      String id = retry(failed);
      assertThat(listed).as("the group that %s made again", failed.name).doesNotContainKey(id);
      addQuietGroup(failed, id);
    }
    boolean complete =
        world.groups.values().stream().anyMatch(g -> g.disks.size() == world.lanes.size());
    if (!complete) {
      KnownGroup whole =
          new KnownGroup(
              world.newName("group"),
              new ArrayList<>(world.lanes.keySet()),
              world.stamps.incrementAndGet());
      addQuietGroup(whole, retry(whole));
    }
  }

  /** Nobody writes now, so a new group holds what the disks hold. */
  private void addQuietGroup(KnownGroup group, String id) throws Exception {
    world.made(group, id);
    Group found = api.groups().get(id);
    judgeWhole(found, group.disks);
    group.bytes = read(found);
    assertSame(group.name, group.bytes, disks);
    world.listed(found);
  }

  /** Keeps some groups for the rounds to come, and always one of all disks. */
  private void tidy() throws Exception {
    for (Group group : listed.values()) {
      KnownGroup known = world.groups.get(group.id());
      boolean surplus =
          known == null
              || (world.groups.size() > GROUPS_KEPT && known.disks.size() < world.lanes.size());
      if (surplus) {
        delete(group.id());
      }
    }
    for (String id : List.copyOf(world.groups.keySet())) {
      if (world.groups.size() > GROUPS_KEPT && !world.isLastUsable(id)) {
        delete(id);
      }
    }
  }

  private void delete(String groupId) throws ApiFault, IOException, InterruptedException {
    api.call("DeleteSnapshotGroup", "SnapshotGroupId", groupId);
    world.deleted(groupId);
  }
}
