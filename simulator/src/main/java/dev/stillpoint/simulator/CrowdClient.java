package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.format.LogRecord;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One of several clients of a {@link Crowd}: does what it likes and judges each answer. */
final class CrowdClient {
  private static final int IMAGES_MAX = 3;
  private static final int VOLUMES_MAX = 4;
  private static final int WRITE_BLOCKS_MAX = 24;

  /** Most traffic goes to few blocks, so that clients meet. */
  private static final int HOT_BLOCKS = 3;

  private final Crowd crowd;
  private final RandomGenerator random;
  private Change intent;
  private Crowd.Handle through;
  private long appendedLsn;

  CrowdClient(Crowd crowd, RandomGenerator random) {
    this.crowd = crowd;
    this.random = random;
  }

  Change intent() {
    return intent;
  }

  long appendedLsn() {
    return appendedLsn;
  }

  void appendedAt(long lsn) {
    appendedLsn = lsn;
  }

  /** Called at the very moment when a record of this client gets its place in the order. */
  void mayAppend(LogRecord record) {
    SimulationFailure.unless(intent != null, () -> "nobody asked for " + record);
    if (intent instanceof Change.FreezeGroup(var group, var members, var _)
        && record instanceof LogRecord.Freeze freeze) {
      intent = new Change.FreezeGroup(group, members, Instant.ofEpochMilli(freeze.timeMillis()));
    }
    if (intent instanceof Change.RollBackGroup(var undo, var members, var _)
        && record instanceof LogRecord.RollBack rollBack) {
      intent = new Change.RollBackGroup(undo, members, Instant.ofEpochMilli(rollBack.timeMillis()));
    }
    if (through != null) {
      SimulationFailure.unless(
          !through.fenced, () -> intent.describe() + " was applied after its fence had returned");
      SimulationFailure.unless(
          crowd.model().head().volumes.containsKey(through.volume.orElseThrow()),
          () -> intent.describe() + " was applied to a volume that is gone");
    }
  }

  /** The volumes that everybody works on. */
  void prepare() throws BlockFault {
    for (int i = 0; i < VOLUMES_MAX; i++) {
      createVolume();
    }
    for (VolumeId volume : crowd.model().head().volumes.keySet()) {
      Crowd.Handle handle =
          new Crowd.Handle(Optional.of(volume), Optional.empty(), crowd.pool().openVolume(volume));
      for (int block = 0; block < crowd.blocks(); block += WRITE_BLOCKS_MAX) {
        int count = Math.min(WRITE_BLOCKS_MAX, crowd.blocks() - block);
        write(handle, (long) block * State.BLOCK_BYTES, count * State.BLOCK_BYTES);
      }
    }
  }

  void step() throws BlockFault {
    Crowd.Handle handle = handle();
    switch (random.nextInt(24)) {
      case 0 -> freeze();
      case 1 -> readAnImage();
      case 2 -> deleteAnImage();
      case 3 -> fence(handle);
      case 4 -> zero(handle);
      case 5 -> flush(handle);
      case 6 -> rollBack();
      case 7 -> createVolume();
      case 8 -> deleteAVolume();
      case 9, 10, 11, 12 -> writeBlocks(handle);
      case 13, 14, 15, 16, 17, 18 -> read(handle);
      default -> writePart(handle);
    }
  }

  private Crowd.Handle handle() throws BlockFault {
    List<Crowd.Handle> usable =
        crowd.handles.stream()
            .filter(handle -> handle.volume.isPresent())
            .filter(handle -> !handle.fenced && exists(handle.volume.orElseThrow()))
            .toList();
    if (usable.size() > 1 && random.nextInt(6) != 0) {
      return usable.get(random.nextInt(usable.size()));
    }
    List<VolumeId> volumes = List.copyOf(crowd.model().head().volumes.keySet());
    if (volumes.isEmpty()) {
      createVolume();
      return handle();
    }
    VolumeId volume = volumes.get(random.nextInt(volumes.size()));
    try {
      Crowd.Handle opened =
          new Crowd.Handle(Optional.of(volume), Optional.empty(), crowd.pool().openVolume(volume));
      crowd.handles.add(opened);
      return opened;
    } catch (BlockFault.NotFound gone) {
      SimulationFailure.unless(!exists(volume), () -> "missing: " + volume);
      return handle();
    }
  }

  private boolean exists(VolumeId volume) {
    return crowd.model().head().volumes.containsKey(volume);
  }

  /** Makes a change and judges whether it was made. */
  private void change(Change wanted, Crowd.Handle handle, Baton.Body call) throws BlockFault {
    boolean barred = handle != null && barred(handle);
    intent = wanted;
    through = handle;
    appendedLsn = 0;
    try {
      call.run();
      SimulationFailure.unless(!barred, () -> wanted.describe() + " went through a fence");
      SimulationFailure.unless(
          appendedLsn > 0 || wanted.maybeNothing(), () -> wanted.describe() + " left no record");
    } catch (BlockFault.OutOfSpace full) {
      SimulationFailure.unless(appendedLsn == 0, () -> full + " and yet a record");
    } catch (BlockFault.Fenced fenced) {
      SimulationFailure.unless(
          handle != null && (handle.fencing || !exists(handle.volume.orElseThrow())),
          () -> wanted.describe() + ": " + fenced);
      SimulationFailure.unless(appendedLsn == 0, () -> fenced + " and yet a record");
    } finally {
      intent = null;
      through = null;
    }
  }

  private boolean barred(Crowd.Handle handle) {
    return handle.fenced || handle.volume.filter(volume -> !exists(volume)).isPresent();
  }

  private void writeBlocks(Crowd.Handle handle) throws BlockFault {
    int block = random.nextInt(crowd.blocks());
    int count = random.nextInt(1, Math.min(WRITE_BLOCKS_MAX, crowd.blocks() - block) + 1);
    write(handle, (long) block * State.BLOCK_BYTES, count * State.BLOCK_BYTES);
  }

  private void writePart(Crowd.Handle handle) throws BlockFault {
    long offset = (long) random.nextInt(HOT_BLOCKS) * State.BLOCK_BYTES + random.nextInt(8) * 512L;
    write(handle, offset, random.nextInt(1, 5) * 512);
  }

  private void write(Crowd.Handle handle, long offset, int length) throws BlockFault {
    byte[] bytes = Stamp.bytes(crowd.operation(), offset, length);
    Durability durability = random.nextInt(8) == 0 ? Durability.DURABLE : Durability.VOLATILE;
    change(
        new Change.Write(handle.volume.orElseThrow(), offset, bytes),
        handle,
        () -> handle.device.write(offset, MemorySegment.ofArray(bytes), durability));
    if (durability == Durability.DURABLE) {
      crowd.model().promised(appendedLsn);
    }
  }

  private void zero(Crowd.Handle handle) throws BlockFault {
    long offset = random.nextInt(HOT_BLOCKS * 8) * 512L;
    long length = random.nextInt(1, 24) * 512L;
    Zeroing zeroing = random.nextBoolean() ? Zeroing.HOLE : Zeroing.ALLOCATED;
    change(
        new Change.Zero(handle.volume.orElseThrow(), offset, length, zeroing),
        handle,
        () -> handle.device.zero(offset, length, zeroing, Durability.VOLATILE));
  }

  private void flush(Crowd.Handle handle) throws BlockFault {
    long before = crowd.model().headLsn();
    try {
      handle.device.flush();
      crowd.model().promised(before);
    } catch (BlockFault.Fenced fenced) {
      SimulationFailure.unless(handle.fencing || barred(handle), () -> "flush: " + fenced);
    }
  }

  private void fence(Crowd.Handle handle) {
    handle.fencing = true;
    handle.device.fence();
    handle.fenced = true;
  }

  private void read(Crowd.Handle handle) throws BlockFault {
    VolumeId volume = handle.volume.orElseThrow();
    int block = random.nextInt(3) == 0 ? random.nextInt(crowd.blocks()) : 0;
    int count = random.nextInt(1, crowd.blocks() - block + 1);
    byte[] found = new byte[count * State.BLOCK_BYTES];
    List<byte[][]> seen = crowd.versions(volume);
    int from = Math.max(0, seen.size() - 1);
    try {
      handle.device.read((long) block * State.BLOCK_BYTES, MemorySegment.ofArray(found));
    } catch (BlockFault.Fenced fenced) {
      SimulationFailure.unless(handle.fencing || !exists(volume), () -> "read: " + fenced);
      return;
    }
    crowd.trace().add(found);
    for (int i = 0; i < count; i++) {
      int at = block + i;
      byte[] bytes = Arrays.copyOfRange(found, i * State.BLOCK_BYTES, (i + 1) * State.BLOCK_BYTES);
      boolean stood =
          seen.subList(from, seen.size()).stream()
              .anyMatch(version -> Arrays.equals(version[at], bytes));
      SimulationFailure.unless(
          stood,
          () ->
              "read of block "
                  + at
                  + " of "
                  + volume
                  + ": "
                  + Stamp.difference((long) at * State.BLOCK_BYTES, bytes, seen.getLast()[at]));
    }
  }

  private void freeze() throws BlockFault {
    List<VolumeId> volumes = List.copyOf(crowd.model().head().volumes.keySet());
    if (crowd.model().head().images.size() >= IMAGES_MAX || volumes.isEmpty()) {
      return;
    }
    List<Freeze> members = new ArrayList<>();
    for (VolumeId volume : volumes) {
      if (members.isEmpty() || random.nextBoolean()) {
        members.add(new Freeze(volume, new ImageId(crowd.id())));
      }
    }
    GroupId group = new GroupId(crowd.id());
    structural(
        new Change.FreezeGroup(group, members, Instant.EPOCH),
        () -> crowd.pool().freeze(group, members));
  }

  private void rollBack() throws BlockFault {
    State head = crowd.model().head();
    if (head.images.size() > IMAGES_MAX) {
      return;
    }
    for (var image : head.images.entrySet()) {
      if (head.volumes.containsKey(image.getValue().source()) && random.nextBoolean()) {
        List<Rollback> members =
            List.of(
                new Rollback(image.getValue().source(), image.getKey(), new ImageId(crowd.id())));
        GroupId undo = new GroupId(crowd.id());
        structural(
            new Change.RollBackGroup(undo, members, Instant.EPOCH),
            () -> crowd.pool().rollBack(undo, members));
        return;
      }
    }
  }

  private void createVolume() throws BlockFault {
    if (crowd.model().head().volumes.size() < VOLUMES_MAX) {
      VolumeId id = new VolumeId(crowd.id());
      long size = (long) crowd.blocks() * State.BLOCK_BYTES;
      structural(
          new Change.CreateVolume(id, size, Optional.empty()),
          () -> crowd.pool().createVolume(id, size));
    }
  }

  private void deleteAVolume() throws BlockFault {
    List<VolumeId> volumes = List.copyOf(crowd.model().head().volumes.keySet());
    if (volumes.size() > 1) {
      VolumeId id = volumes.get(random.nextInt(volumes.size()));
      structural(new Change.DeleteVolume(id), () -> crowd.pool().deleteVolume(id));
    }
  }

  private void deleteAnImage() throws BlockFault {
    anImage()
        .ifPresent(id -> {
          List<ImageId> gone = List.of(id);
          structuralOrError(new Change.DeleteImages(gone), () -> crowd.pool().deleteImages(gone));
        });
  }

  private Optional<ImageId> anImage() {
    List<ImageId> images = List.copyOf(crowd.model().head().images.keySet());
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(random.nextInt(images.size())));
  }

  /** A change of the pool; somebody else may have taken away what it is about. */
  private void structural(Change wanted, Baton.Body call) throws BlockFault {
    try {
      change(wanted, null, call);
      crowd.model().promised(appendedLsn);
    } catch (BlockFault.NotFound gone) {
      SimulationFailure.unless(appendedLsn == 0, () -> gone + " and yet a record");
    }
  }

  private void structuralOrError(Change wanted, Baton.Body call) {
    try {
      structural(wanted, call);
    } catch (BlockFault fault) {
      throw new SimulationFailure(wanted.describe() + ": " + fault, fault);
    }
  }

  /** An image never changes: every byte is what stood there at its record. */
  private void readAnImage() throws BlockFault {
    Optional<ImageId> some = anImage();
    if (some.isEmpty()) {
      return;
    }
    byte[][] blocks = crowd.model().head().images.get(some.get()).blocks();
    byte[] found = new byte[blocks.length * State.BLOCK_BYTES];
    try (var device = crowd.pool().openImage(some.get())) {
      device.read(0, MemorySegment.ofArray(found));
    } catch (BlockFault.NotFound | BlockFault.Fenced gone) {
      SimulationFailure.unless(
          !crowd.model().head().images.containsKey(some.get()), () -> "missing: " + gone);
      return;
    }
    byte[] wanted = crowd.model().head().read(blocks, 0, found.length);
    SimulationFailure.unless(
        Arrays.equals(found, wanted),
        () -> "read of " + some.get() + ": " + Stamp.difference(0, found, wanted));
  }
}
