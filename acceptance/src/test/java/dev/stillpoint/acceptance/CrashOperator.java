package dev.stillpoint.acceptance;

import dev.stillpoint.acceptance.CrashWorld.KnownClone;
import dev.stillpoint.acceptance.CrashWorld.KnownGroup;
import dev.stillpoint.acceptance.CrashWorld.KnownReset;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * Somebody who makes and deletes groups, copies disks and rolls them back while they are written,
 * and writes down before each call what the call is about to do.
 */
final class CrashOperator {
  /** A call at which the process is to be killed. */
  enum Call {
    CREATE_GROUP,
    DELETE_GROUP,
    RESET,
    CLONE
  }

  private final CrashWorld world;
  private final CrashApi api;
  private final CrashLoad load;
  private final RandomGenerator random;
  private final CountDownLatch aimed;
  private final Optional<Call> aim;

  /**
   * An operator.
   *
   * @param aim the call that {@code aimed} announces when it is about to be sent
   */
  CrashOperator(
      CrashWorld world,
      CrashApi api,
      CrashLoad load,
      RandomGenerator random,
      Optional<Call> aim,
      CountDownLatch aimed) {
    this.world = world;
    this.api = api;
    this.load = load;
    this.random = random;
    this.aim = aim;
    this.aimed = aimed;
  }

  /** Does this call again and again, with pauses of at most so long. */
  void repeat(List<Call> calls, int pauseMillisMax) {
    try {
      while (!world.killing.get()) {
        Thread.sleep(random.nextInt(pauseMillisMax));
        call(calls.get(random.nextInt(calls.size())));
      }
    } catch (IOException | ApiFault e) {
      // Once the server is told to end, an answer need not come.
      if (!world.killing.get()) {
        world.fault(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AssertionError | RuntimeException e) {
      world.fault(e);
    }
  }

  private void call(Call call) throws ApiFault, IOException, InterruptedException {
    switch (call) {
      case CREATE_GROUP -> createGroup();
      case DELETE_GROUP -> {
        Optional<String> id = world.beginDeletion(random);
        if (id.isPresent()) {
          announce(Call.DELETE_GROUP);
          api.call("DeleteSnapshotGroup", "SnapshotGroupId", id.get());
          world.deleted(id.get());
        }
      }
      case RESET -> withGroup(this::reset);
      case CLONE -> withGroup(this::copy);
    }
  }

  private void announce(Call call) {
    if (aim.isPresent() && aim.get() == call) {
      aimed.countDown();
    }
  }

  private void createGroup() throws ApiFault, IOException, InterruptedException {
    List<String> disks = new ArrayList<>(world.lanes.keySet());
    if (random.nextInt(3) == 0) {
      disks.remove(random.nextInt(disks.size()));
    }
    KnownGroup group =
        new KnownGroup(world.newName("group"), disks, world.stamps.incrementAndGet());
    world.making(group);
    announce(Call.CREATE_GROUP);
    String id;
    try {
      id = api.call("CreateSnapshotGroup", parameters(group)).path("SnapshotGroupId").asString();
    } catch (ApiFault e) {
      // An instance that is being stopped or started just now.
      if (!e.code().equals("IncorrectInstanceStatus")) {
        throw e;
      }
      world.refused(group);
      return;
    }
    group.answered = world.stamps.incrementAndGet();
    world.flushed.accumulateAndGet(group.sent, Math::max);
    world.made(group, id);
  }

  /**
   * What CreateSnapshotGroup is called with, at the first time and again; the name is the token.
   */
  static String[] parameters(KnownGroup group) {
    List<String> parameters =
        new ArrayList<>(List.of("Name", group.name, "ClientToken", "token-of-" + group.name));
    for (int i = 0; i < group.disks.size(); i++) {
      parameters.addAll(List.of("DiskId." + (i + 1), group.disks.get(i)));
    }
    return parameters.toArray(String[]::new);
  }

  private void copy(KnownGroup group) throws ApiFault, IOException, InterruptedException {
    String disk = group.disks.get(random.nextInt(group.disks.size()));
    KnownClone clone =
        new KnownClone(
            world.newName("clone"),
            world.snapshots(group.id).get(disk),
            Arrays.stream(group.bytes.get(disk)).map(byte[]::clone).toArray(byte[][]::new));
    world.making(clone);
    announce(Call.CLONE);
    world.made(clone, api.call("CreateDisk", parameters(clone)).path("DiskId").asString());
  }

  /** What CreateDisk is called with, at the first time and again. */
  static String[] parameters(KnownClone clone) {
    return new String[] {
      "ZoneId",
      "cn-hangzhou-h",
      "DiskCategory",
      "cloud_essd",
      "DiskName",
      clone.name,
      "SnapshotId",
      clone.snapshotId,
      "ClientToken",
      "token-of-" + clone.name
    };
  }

  /** Stops an instance under load, sets its disks back in one call, and starts it again. */
  private void reset(KnownGroup group) throws ApiFault, IOException, InterruptedException {
    String instanceId = world.instances.get(random.nextInt(world.instances.size()));
    List<String> disks = world.disksOf(instanceId);
    world.changing(instanceId);
    api.stop(instanceId);
    for (String diskId : disks) {
      load.join(diskId);
    }
    KnownReset reset = begin(disks, group);
    announce(Call.RESET);
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < disks.size(); i++) {
      String snapshotId = world.snapshots(group.id).get(disks.get(i));
      parameters.addAll(List.of("Disk." + (i + 1) + ".DiskId", disks.get(i)));
      parameters.addAll(List.of("Disk." + (i + 1) + ".SnapshotId", snapshotId));
    }
    reset.undoGroupId =
        api.call("ResetDisks", parameters.toArray(String[]::new))
            .path("UndoSnapshotGroupId")
            .asString();
    long answered = world.stamps.incrementAndGet();
    for (String diskId : disks) {
      world.lanes.get(diskId).forEach(lane -> lane.history().getLast().answered(answered));
    }
    api.start(instanceId);
    for (String diskId : disks) {
      load.start(diskId);
    }
    world.changed(instanceId);
  }

  private KnownReset begin(List<String> disks, KnownGroup group) {
    long sent = world.stamps.incrementAndGet();
    KnownReset reset = new KnownReset(world.resets.size() + 1, disks, sent);
    for (String diskId : disks) {
      for (Lane lane : world.lanes.get(diskId)) {
        byte[] bytes = group.bytes.get(diskId)[lane.index()];
        lane.sending(LaneOperation.rollback(reset.number, bytes, sent));
      }
    }
    world.resets.add(reset);
    return reset;
  }

  private void withGroup(GroupCall call) throws ApiFault, IOException, InterruptedException {
    Optional<KnownGroup> group = world.borrow(random);
    if (group.isPresent()) {
      call.with(group.get());
      world.giveBack(group.get());
    }
  }

  /** A call that needs a group whose bytes are known. */
  @FunctionalInterface
  private interface GroupCall {
    void with(KnownGroup group) throws ApiFault, IOException, InterruptedException;
  }
}
