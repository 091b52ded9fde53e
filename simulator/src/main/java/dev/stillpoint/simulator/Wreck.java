package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.pool.Pool;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A pool whose life ends, whose disk is damaged then, and that is opened again. The rule: right
 * bytes, an error for what is asked, or a refusal to open; never less in silence.
 */
final class Wreck {
  /** What becomes of the disk. */
  enum Damage {
    /** Nothing: the pool is found as it was left. */
    NONE,
    /** One bit of what a segment holds. */
    LOG_BIT,
    /** One bit of a checkpoint. */
    CHECKPOINT_BIT,
    /** One bit of the superblock. */
    SUPERBLOCK_BIT,
    /** A block of the log stands where another one belongs. */
    MISDIRECTED_WRITE,
    /** So does a header, at the place of one in another segment. */
    MISDIRECTED_HEADER,
    /** A sync that left one write behind, and then the power went. */
    LYING_SYNC,
    /** Syncs fail while the pool lives, and part of what they were for is lost for good. */
    FAILED_SYNC,
    /** Writes fail half-way while the pool lives. */
    FAILED_WRITE,
    /** Files cannot be deleted while the pool lives. */
    FAILED_DELETE,
    /** The file system is full for a while. */
    FULL_FILE_SYSTEM,
    /** One of the reads of the opening fails. */
    READ_ERROR
  }

  /** How it ended well. */
  enum Outcome {
    RIGHT,
    ERRORS,
    REFUSED
  }

  private final WreckedLife life;
  private final Damage damage;
  private final RandomGenerator random;

  private Wreck(long seed, Damage damage, boolean large) {
    this.random = new SplittableRandom(seed).split();
    this.damage = damage;
    this.life = new WreckedLife(new SplittableRandom(seed), large);
  }

  /**
   * One life, one damage, one opening.
   *
   * @param large segments of the shipped size and a volume beyond 4 GiB
   */
  static Outcome run(long seed, Damage damage, boolean large) {
    return OwnThread.run(
        "wreck seed=%d %s%s".formatted(seed, damage, large ? " large" : ""),
        () -> new Wreck(seed, damage, large).run());
  }

  private Outcome run() throws BlockFault, IOException {
    if (damage == Damage.LYING_SYNC) {
      int spared = random.nextInt(1, 60);
      life.disk().lieAboutSyncs(write -> write.ordinal() == spared);
    }
    refuseWhileItLives(life.disk());
    life.live();
    boolean killed = damage != Damage.LYING_SYNC && !random.nextBoolean();
    boolean sound = !life.disk().hasRefused();
    SimStorage disk = killed ? life.disk().afterKill() : life.disk().afterPowerCut(random);
    disk.lieAboutSyncs(SyncLie.NONE);
    damage(disk);
    Pool pool;
    try {
      pool = life.open(disk);
    } catch (IOException refused) {
      SimulationFailure.unless(
          damages(), () -> "a sound pool was refused: " + refused.getMessage());
      return Outcome.REFUSED;
    }
    disk.refuseReads(0);
    long found = pool.stats().appendedLsn().value();
    long least = least(killed && sound);
    SimulationFailure.unless(
        found >= least,
        () ->
            "silently lost: found %d, not %d; promised %d, provable %d, answered %d"
                .formatted(
                    found, least, life.promisedLsn(), life.provableLsn(), life.model().headLsn()));
    boolean right = compare(pool, life.model().at(found));
    scrub(pool, right);
    pool.abandon();
    openAgain(random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut(random), found);
    return right ? Outcome.RIGHT : Outcome.ERRORS;
  }

  /** What was found once is found again: nobody has damaged anything since. */
  private void openAgain(SimStorage disk, long found) throws BlockFault, IOException {
    Pool again = life.open(disk);
    long next = again.stats().appendedLsn().value();
    SimulationFailure.unless(next == found, () -> "found %d and then %d".formatted(found, next));
    compare(again, life.model().at(found));
  }

  /**
   * What must be found without a word. Of what was flushed last, the disk alone cannot tell after a
   * power cut whether it was damaged, or never whole.
   *
   * @param keptAll the process died, and neither the machine nor any write before
   */
  private long least(boolean keptAll) {
    if (keptAll) {
      return life.model().headLsn();
    }
    return switch (damage) {
      case LOG_BIT, MISDIRECTED_WRITE, MISDIRECTED_HEADER, LYING_SYNC -> life.provableLsn();
      case NONE,
          CHECKPOINT_BIT,
          SUPERBLOCK_BIT,
          READ_ERROR,
          FAILED_SYNC,
          FAILED_WRITE,
          FAILED_DELETE,
          FULL_FILE_SYSTEM ->
          life.promisedLsn();
    };
  }

  /** Where nothing was damaged nothing is found; what readers are refused is; once is enough. */
  private void scrub(Pool pool, boolean right) throws BlockFault {
    ScrubStatus first = pass(pool);
    SimulationFailure.unless(
        damages() || first.damagedCount() == 0,
        () -> "scrubbing found damage where there is none: " + first.damages());
    SimulationFailure.unless(
        right || first.damagedCount() > 0 || damage == Damage.READ_ERROR,
        () -> "scrubbing passed over what readers are refused");
    ScrubStatus second = pass(pool);
    SimulationFailure.unless(
        second.mendedCount() == 0 && second.damagedCount() == first.damagedCount(),
        () -> "scrubbing did not mend what it said: " + first + ", then " + second);
  }

  private static ScrubStatus pass(Pool pool) throws BlockFault {
    pool.scrubbing().startScrub();
    while (pool.scrub()) {
      // To its end.
    }
    return pool.scrubbing().scrubStatus();
  }

  /** Whether what was durable has been tampered with; else it must be there, and open. */
  private boolean damages() {
    return switch (damage) {
      case LOG_BIT,
          CHECKPOINT_BIT,
          SUPERBLOCK_BIT,
          MISDIRECTED_WRITE,
          MISDIRECTED_HEADER,
          LYING_SYNC,
          READ_ERROR ->
          true;
      case NONE, FAILED_SYNC, FAILED_WRITE, FAILED_DELETE, FULL_FILE_SYSTEM -> false;
    };
  }

  private void refuseWhileItLives(SimStorage disk) {
    switch (damage) {
      case FAILED_SYNC -> life.refusing(() -> disk.refuseSyncs(1));
      case FAILED_WRITE -> life.refusing(() -> disk.refuseWrites(1));
      case FAILED_DELETE -> life.refusing(() -> disk.refuseDeletes(random.nextInt(1, 4)));
      case FULL_FILE_SYSTEM ->
          life.refusing(() -> disk.limitTo(random.nextBoolean() ? 0 : Long.MAX_VALUE));
      case NONE,
          LOG_BIT,
          CHECKPOINT_BIT,
          SUPERBLOCK_BIT,
          MISDIRECTED_WRITE,
          MISDIRECTED_HEADER,
          LYING_SYNC,
          READ_ERROR -> {}
    }
  }

  private void damage(SimStorage disk) throws IOException {
    switch (damage) {
      case NONE, LYING_SYNC, FAILED_SYNC, FAILED_WRITE, FAILED_DELETE, FULL_FILE_SYSTEM -> {}
      case LOG_BIT -> flip(disk, "segment-");
      case CHECKPOINT_BIT -> flip(disk, "checkpoint-");
      case SUPERBLOCK_BIT -> flip(disk, "pool");
      case MISDIRECTED_WRITE -> {
        List<Place> places = inUse(disk, "segment-");
        misdirect(disk, any(places), any(places));
      }
      case MISDIRECTED_HEADER -> {
        List<Place> places =
            inUse(disk, "segment-").stream().filter(place -> place.position == 0).toList();
        misdirect(disk, any(places), any(places));
      }
      case READ_ERROR -> disk.refuseReads(random.nextInt(24), 1);
    }
  }

  /** A block of a file that is not all zeros. */
  private record Place(String file, long position) {}

  private static List<Place> inUse(SimStorage disk, String prefix) throws IOException {
    List<Place> places = new ArrayList<>();
    byte[] zeros = new byte[State.BLOCK_BYTES];
    for (String name : disk.names()) {
      if (name.startsWith(prefix)) {
        try (StorageFile file = disk.open(name);
            Arena arena = Arena.ofConfined()) {
          MemorySegment block = arena.allocate(State.BLOCK_BYTES, State.BLOCK_BYTES);
          long end = Math.min(file.sizeBytes(), 4L << 20);
          for (long at = 0; at < end; at += State.BLOCK_BYTES) {
            file.read(at, block);
            if (!Arrays.equals(block.toArray(ValueLayout.JAVA_BYTE), zeros)) {
              places.add(new Place(name, at));
            }
          }
        }
      }
    }
    return places;
  }

  private Place any(List<Place> places) {
    return places.get(random.nextInt(places.size()));
  }

  private void flip(SimStorage disk, String prefix) throws IOException {
    Place place = any(inUse(disk, prefix));
    disk.rot(place.file, place.position + random.nextInt(State.BLOCK_BYTES), random.nextInt(8));
  }

  private static void misdirect(SimStorage disk, Place from, Place to) throws IOException {
    try (StorageFile source = disk.open(from.file);
        StorageFile target = disk.open(to.file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(State.BLOCK_BYTES, State.BLOCK_BYTES);
      source.read(from.position, block);
      target.write(to.position, block);
      target.sync();
    }
  }

  /** True when everything is right; false when something was answered with an error. */
  private boolean compare(Pool pool, State expected) throws BlockFault {
    Inspection inspection = new Inspection(pool);
    require(inspection.listings(expected));
    boolean right = true;
    for (var volume : expected.volumes.entrySet()) {
      try (BlockDevice device = pool.openVolume(volume.getKey())) {
        right &= compare(device, volume.getKey().toString(), volume.getValue());
      }
    }
    for (var image : expected.images.entrySet()) {
      try (BlockDevice device = pool.openImage(image.getKey())) {
        right &= compare(device, image.getKey().toString(), image.getValue().blocks());
      }
    }
    WreckedLife.checkSizes(pool, expected);
    return right;
  }

  private static boolean compare(BlockDevice device, String name, byte[][] blocks)
      throws BlockFault {
    boolean right = true;
    byte[] found = new byte[State.BLOCK_BYTES];
    for (int i = 0; i < blocks.length; i++) {
      // Holes of a large volume are looked at by its extents below.
      if (State.isHole(blocks[i]) && blocks.length > 1 << 16) {
        continue;
      }
      try {
        device.read((long) i * State.BLOCK_BYTES, MemorySegment.ofArray(found));
        int block = i;
        SimulationFailure.unless(
            Arrays.equals(found, blocks[i]),
            () ->
                name
                    + ": "
                    + Stamp.difference((long) block * State.BLOCK_BYTES, found, blocks[block]));
      } catch (BlockFault.Corrupt | BlockFault.Io error) {
        right = false;
      }
    }
    long size = State.sizeBytes(blocks);
    require(Inspection.extents(name, device.extents(0, size, 1 << 20), 0, size, blocks));
    return right;
  }

  private static void require(Optional<String> nothing) {
    SimulationFailure.unless(nothing.isEmpty(), nothing::orElseThrow);
  }
}
