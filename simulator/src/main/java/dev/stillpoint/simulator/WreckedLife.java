package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a pool did before it was wrecked: one client, everything it can do, and after each step the
 * sizes that the engine tells against those of the model.
 */
final class WreckedLife {
  private static final int STEPS = 60;
  private static final int IMAGES_MAX = 5;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SplittableRandom random;
  private final SimStorage disk;
  private final Model model = new Model();
  private final PoolOptions options;
  private final boolean large;
  private Runnable refusal = () -> {};
  private Pool pool;
  private Change intent;
  private boolean begun;
  private long promisedLsn;
  private long provableLsn;
  private long lastId;
  private int operation;

  WreckedLife(SplittableRandom random, boolean large) {
    this.random = random;
    this.large = large;
    this.disk = SimStorage.empty(random.split());
    long segment = large ? 64 << 20 : 128 << 10;
    this.options = new PoolOptions(segment, 24 * segment, 4 << 20, 1 << 20, 4 * segment, true);
  }

  SimStorage disk() {
    return disk;
  }

  Model model() {
    return model;
  }

  /** Now and then the disk will refuse something. */
  void refusing(Runnable now) {
    refusal = now;
  }

  /** No opening may find less, unless it says so. */
  long promisedLsn() {
    return promisedLsn;
  }

  /**
   * How far the disk itself says, in what was synced later, that it had been durable. Behind it
   * stands what was flushed last.
   */
  long provableLsn() {
    return provableLsn;
  }

  private void promised() {
    if (model.headLsn() > promisedLsn) {
      provableLsn = promisedLsn;
      promisedLsn = model.headLsn();
    }
  }

  private void provable() {
    promised();
    provableLsn = promisedLsn;
  }

  Pool open(SimStorage storage) throws IOException {
    return Pool.open(storage, options, () -> NOW, this::appended);
  }

  private void appended(long lsn, LogRecord record) {
    if (record instanceof LogRecord.Move) {
      model.appended(lsn);
    } else if (begun) {
      model.extended(lsn);
    } else {
      model.appended(lsn, intent);
      begun = true;
    }
  }

  void live() throws BlockFault, IOException {
    Pool.create(disk, options, random.split());
    pool = open(disk);
    create();
    for (int step = 0; step < STEPS && pool.inService(); step++) {
      if (random.nextInt(6) == 0) {
        refusal.run();
      }
      survivingRefusals(this::step);
      checkSizes(pool, model.head());
    }
    if (pool.inService() && random.nextInt(4) == 0) {
      survivingRefusals(pool::close);
    } else {
      pool.abandon();
    }
  }

  /** What the disk refused may be told to the caller; what was answered counts all the same. */
  private void survivingRefusals(Baton.Body body) throws BlockFault {
    try {
      body.run();
    } catch (BlockFault.Io | BlockFault.OutOfService | BlockFault.OutOfSpace told) {
      if (!disk.hasRefused()) {
        throw told;
      }
    }
  }

  private void step() throws BlockFault {
    switch (random.nextInt(26)) {
      case 0, 1 -> freeze();
      case 2, 3 -> rollBack();
      case 4 -> cloneVolume();
      case 5 -> deleteImage();
      case 6 -> deleteVolume();
      case 7, 14, 15 -> checkpoint();
      case 8 -> zero();
      case 9, 10, 11, 12 -> flush();
      case 13 -> maintain();
      case 16 -> rest();
      default -> write();
    }
  }

  private void checkpoint() throws BlockFault {
    pool.checkpoint();
    provable();
  }

  /** Nobody writes for a while, and the flusher comes by. */
  private void rest() throws BlockFault {
    flush();
    pool.writeOut();
    pool.writeOut();
    provable();
  }

  private void maintain() throws BlockFault {
    for (int i = 0; i < 8 && pool.maintain(); i++) {
      pool.verify();
    }
  }

  private void change(Change wanted, Baton.Body call) throws BlockFault {
    intent = wanted;
    begun = false;
    call.run();
  }

  private void structural(Change wanted, Baton.Body call) throws BlockFault {
    change(wanted, call);
    promised();
  }

  private long size() {
    return (large ? (4L << 30) + (64 << 12) : 32 << 12);
  }

  private void create() throws BlockFault {
    VolumeId id = new VolumeId(++lastId);
    structural(
        new Change.CreateVolume(id, size(), Optional.empty()), () -> pool.createVolume(id, size()));
  }

  private VolumeId volume() {
    List<VolumeId> volumes = List.copyOf(model.head().volumes.keySet());
    return volumes.get(random.nextInt(volumes.size()));
  }

  private Optional<ImageId> image() {
    List<ImageId> images = List.copyOf(model.head().images.keySet());
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(random.nextInt(images.size())));
  }

  /** Anywhere in a small volume; in a large one around its ends and around 4 GiB. */
  private long block() {
    long[] starts = large ? new long[] {0, (4L << 18) - 16, 4L << 18} : new long[] {0};
    return starts[random.nextInt(starts.length)] + random.nextInt(24);
  }

  private void write() throws BlockFault {
    VolumeId id = volume();
    long offset = block() * State.BLOCK_BYTES;
    byte[] bytes = Stamp.bytes(++operation, offset, random.nextInt(1, 9) * State.BLOCK_BYTES);
    try (BlockDevice device = pool.openVolume(id)) {
      change(
          new Change.Write(id, offset, bytes),
          () -> device.write(offset, MemorySegment.ofArray(bytes), Durability.VOLATILE));
    }
  }

  private void zero() throws BlockFault {
    VolumeId id = volume();
    long offset = block() * State.BLOCK_BYTES;
    long length = random.nextInt(1, 9) * (long) State.BLOCK_BYTES;
    Zeroing zeroing = random.nextBoolean() ? Zeroing.HOLE : Zeroing.ALLOCATED;
    try (BlockDevice device = pool.openVolume(id)) {
      change(
          new Change.Zero(id, offset, length, zeroing),
          () -> device.zero(offset, length, zeroing, Durability.VOLATILE));
    }
  }

  private void flush() throws BlockFault {
    try (BlockDevice device = pool.openVolume(volume())) {
      device.flush();
      promised();
    }
  }

  private void freeze() throws BlockFault {
    if (model.head().images.size() < IMAGES_MAX) {
      List<Freeze> members = new ArrayList<>();
      for (VolumeId id : model.head().volumes.keySet()) {
        members.add(new Freeze(id, new ImageId(++lastId)));
      }
      GroupId group = new GroupId(++lastId);
      structural(new Change.FreezeGroup(group, members, NOW), () -> pool.freeze(group, members));
    }
  }

  /** Also to an image of the volume that it was cloned from. */
  private void rollBack() throws BlockFault {
    Optional<ImageId> target = image();
    if (target.isPresent() && model.head().images.size() < IMAGES_MAX) {
      List<Rollback> members = List.of(new Rollback(volume(), target.get(), new ImageId(++lastId)));
      GroupId undo = new GroupId(++lastId);
      boolean may = model.head().mayGoBack(members.getFirst().volume(), target.get());
      try {
        structural(
            new Change.RollBackGroup(undo, members, NOW), () -> pool.rollBack(undo, members));
      } catch (BlockFault.NotFound unrelated) {
        SimulationFailure.unless(!may, () -> "an image that it stems from: " + unrelated);
        return;
      }
      SimulationFailure.unless(may, () -> "went back to a strange image " + members);
    }
  }

  private void cloneVolume() throws BlockFault {
    Optional<ImageId> from = image();
    if (from.isPresent() && model.head().volumes.size() < 3) {
      VolumeId id = new VolumeId(++lastId);
      structural(
          new Change.CloneVolume(id, from.get(), size()),
          () -> pool.cloneVolume(id, from.get(), size()));
    }
  }

  private void deleteImage() throws BlockFault {
    Optional<ImageId> some = image();
    if (some.isPresent()) {
      List<ImageId> gone = List.of(some.get());
      structural(new Change.DeleteImages(gone), () -> pool.deleteImages(gone));
    }
  }

  private void deleteVolume() throws BlockFault {
    if (model.head().volumes.size() > 1) {
      VolumeId id = volume();
      structural(new Change.DeleteVolume(id), () -> pool.deleteVolume(id));
    }
  }

  /** What images hold, and what each holds that another does not. */
  static void checkSizes(Pool pool, State expected) throws BlockFault {
    Map<ImageId, Long> stored = pool.storedBytes(expected.images.keySet());
    for (var image : expected.images.entrySet()) {
      byte[][] blocks = image.getValue().blocks();
      long wanted = changed(blocks, new byte[blocks.length][]);
      SimulationFailure.unless(
          stored.get(image.getKey()) == wanted,
          () -> image.getKey() + " stores " + stored.get(image.getKey()) + ", not " + wanted);
      for (var since : expected.images.entrySet()) {
        long differing = changed(blocks, since.getValue().blocks());
        long told = pool.changedBytes(image.getKey(), since.getKey());
        SimulationFailure.unless(
            told == differing,
            () -> image.getKey() + " since " + since.getKey() + ": " + told + ", not " + differing);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very write
  private static long changed(byte[][] blocks, byte[][] since) {
    long bytes = 0;
    for (int i = 0; i < blocks.length; i++) {
      boolean sentinel = State.isHole(blocks[i]) || State.isZeros(blocks[i]);
      bytes += !sentinel && blocks[i] != since[i] ? State.BLOCK_BYTES : 0;
    }
    return bytes;
  }
}
