package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.io.file.FileStorage;
import dev.stillpoint.engine.log.Waiting;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prints for how long each operation holds the append lock in one piece, in microseconds, over
 * pools of more and more images. A program, since no test measures time: {@code java -cp CLASSPATH
 * dev.stillpoint.engine.pool.LongestHolds DIRECTORY IMAGES…}.
 */
public final class LongestHolds {
  private static final int BLOCK = BlockEngine.BLOCK_BYTES;
  private static final int EXTENTS = 1 << 15;
  private static final int MEMBERS = BlockEngine.GROUP_MEMBERS_MAX;
  private static final int ROUNDS = 5;
  private static final VolumeId DISK = new VolumeId(1);
  private static final PoolOptions OPTIONS =
      new PoolOptions(64 << 20, 8L << 30, 64 << 20, 64 << 20, 1L << 30, true)
          .withMapCacheBytes(64 << 20);

  private final Held lock = new Held();
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] bytes = new byte[BLOCK];
  private final Path directory;
  private final long blocks;
  private final int images;
  private Pool pool;
  private BlockDevice device;
  private long name = MEMBERS;

  private LongestHolds(Path directory, long sizeBytes, int images) {
    this.directory = directory;
    this.blocks = sizeBytes / BLOCK;
    this.images = images;
  }

  /** Remembers for how long it was held at most. */
  private static final class Held extends ReentrantLock {
    private static final long serialVersionUID = 1L;
    private long since;
    private long longest;

    @Override
    public void lock() {
      super.lock();
      if (getHoldCount() == 1) {
        since = System.nanoTime();
      }
    }

    @Override
    public void unlock() {
      if (getHoldCount() == 1) {
        longest = Math.max(longest, System.nanoTime() - since);
      }
      super.unlock();
    }
  }

  /** The pool's first lock is the one under which everything is appended. */
  private final class Watched implements Waiting {
    private boolean given;

    @Override
    public ReentrantLock lock() {
      ReentrantLock next = given ? OF_THE_SYSTEM.lock() : lock;
      given = true;
      return next;
    }

    @Override
    public ReentrantLock fairLock() {
      return OF_THE_SYSTEM.fairLock();
    }

    @Override
    public void park(Object waiter) {
      OF_THE_SYSTEM.park(waiter);
    }
  }

  /** Something to measure. */
  @FunctionalInterface
  private interface Deed {
    void run() throws BlockFault;
  }

  /**
   * Measures.
   *
   * @param arguments a directory to work in, and numbers of images
   */
  public static void main(String[] arguments) throws IOException, BlockFault {
    Path directory = Path.of(arguments[0]);
    new LongestHolds(directory.resolve("warm"), 1L << 30, 50).measure();
    System.out.println("images disk operation microseconds");
    for (String images : Arrays.asList(arguments).subList(1, arguments.length)) {
      for (long size : new long[] {1L << 30, 2L << 40}) {
        Path pool = directory.resolve(images + "-" + size);
        String where = images + " " + (size >> 30) + "GiB ";
        new LongestHolds(pool, size, Integer.parseInt(images))
            .measure()
            .forEach(line -> System.out.println(where + line));
      }
    }
  }

  private List<String> measure() throws IOException, BlockFault {
    Files.createDirectories(directory);
    FileStorage storage = FileStorage.open(directory);
    Pool.create(storage, OPTIONS, new Random(1));
    Seams seams = Seams.SOUND.withWaiting(new Watched());
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null, Sealing.NONE, seams);
    prepare();
    List<String> lines = new ArrayList<>();
    lines.add(line("freeze-128-disks", ROUNDS, () -> freezeMany(++name)));
    lines.add(line("checkpoint", ROUNDS, () -> pool.checkpoint()));
    lines.add(line("images", ROUNDS, () -> pool.images()));
    lines.add(line("stats", ROUNDS, () -> pool.stats()));
    lines.add(line("stored-bytes", ROUNDS, () -> pool.storedBytes(own())));
    lines.add(line("changed-bytes", ROUNDS, () -> pool.changedBytes(last(), first())));
    lines.add(line("bytes-freed-by-all", ROUNDS, () -> pool.bytesFreedBy(own())));
    lines.add(line("extents-limit-1", ROUNDS, () -> device.extents(0, blocks * BLOCK, 1)));
    lines.add(line("extents", ROUNDS, () -> device.extents(0, blocks * BLOCK, 1 << 20)));
    lines.add(line("delete-one-image", 1, () -> delete(List.of(first()))));
    lines.add(
        line("delete-128-images", 1, () -> delete(own().stream().skip(1).limit(128).toList())));
    lines.add(line("zero-whole-disk", 1, this::zero));
    lines.add(line("delete-disk", 1, this::deleteDisk));
    pool.close();
    return lines;
  }

  /** The median of the longest of each round. */
  private String line(String what, int rounds, Deed deed) throws BlockFault {
    long[] longest = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      lock.longest = 0;
      deed.run();
      longest[i] = lock.longest;
    }
    Arrays.sort(longest);
    return what + " " + longest[rounds / 2] / 1000;
  }

  private void prepare() throws BlockFault {
    pool.createVolume(DISK, blocks * BLOCK);
    for (int i = 2; i <= MEMBERS; i++) {
      pool.createVolume(new VolumeId(i), 1 << 20);
    }
    device = pool.openVolume(DISK);
    for (int i = 0; i < EXTENTS; i++) {
      write(i);
    }
    for (int i = 0; i < images; i++) {
      for (int j = 0; j < 8; j++) {
        write(random.nextInt(EXTENTS));
      }
      pool.freeze(new GroupId(++name), List.of(new Freeze(DISK, new ImageId(name))));
    }
    settle();
  }

  private void write(int extent) throws BlockFault {
    long block = blocks / EXTENTS * extent;
    device.write(block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private void settle() throws BlockFault {
    pool.writeOut();
    while (pool.maintain()) {
      Thread.onSpinWait();
    }
  }

  private ImageId first() {
    return new ImageId(MEMBERS + 1);
  }

  private ImageId last() {
    return new ImageId(MEMBERS + images);
  }

  private List<ImageId> own() {
    List<ImageId> own = new ArrayList<>();
    for (int i = 1; i <= images; i++) {
      own.add(new ImageId(MEMBERS + i));
    }
    return own;
  }

  private void freezeMany(long group) throws BlockFault {
    List<Freeze> members = new ArrayList<>();
    for (int i = 1; i <= MEMBERS; i++) {
      members.add(new Freeze(new VolumeId(i), new ImageId(group * 1_000_000 + i)));
    }
    pool.freeze(new GroupId(group * 1_000_000), members);
  }

  private void delete(List<ImageId> gone) throws BlockFault {
    if (!gone.isEmpty()) {
      pool.deleteImages(gone);
      settle();
    }
  }

  private void zero() throws BlockFault {
    device.zero(0, blocks * BLOCK, Zeroing.HOLE, Durability.VOLATILE);
    settle();
  }

  private void deleteDisk() throws BlockFault {
    for (int i = 0; i < EXTENTS; i++) {
      write(i);
    }
    pool.deleteVolume(DISK);
    settle();
  }
}
