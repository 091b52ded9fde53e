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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Many threads on one engine, as fast as they can, each with its own judge:
 *
 * <ul>
 *   <li>several write to parts of the same blocks, each to its own cell, and must always find what
 *       they wrote last: a lost update brings an older value back;
 *   <li>one rewrites a disk that others read as a whole: each block must be one that stood there
 *       between call and answer, so bytes of a recycled segment are found;
 *   <li>one counts on two disks in turn while groups are made of both: the images differ by at most
 *       the one step that was under way;
 *   <li>handles are fenced while others write through them: nothing changes afterwards;
 *   <li>one works through the life of disks of its own, {@link StressedLife}.
 * </ul>
 */
final class Stress {
  static final int BLOCK_BYTES = 4096;
  private static final int CELL_BYTES = 512;
  private static final int CELL_BLOCKS = 2;
  private static final int WRITERS = 6;
  private static final int WIDE_BLOCKS = 192;
  private static final VolumeId CELLS = new VolumeId(1);
  private static final VolumeId WIDE = new VolumeId(2);
  private static final VolumeId LEFT = new VolumeId(3);
  private static final VolumeId RIGHT = new VolumeId(4);
  private static final VolumeId GUARDED = new VolumeId(5);

  /** Something that a thread does again and again. */
  @FunctionalInterface
  interface Turn {
    void take() throws BlockFault, InterruptedException;
  }

  private final BlockEngine engine;
  private final long end;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong names = new AtomicLong(1000);
  private final AtomicLongArray issued = new AtomicLongArray(WIDE_BLOCKS);
  private final AtomicLongArray done = new AtomicLongArray(WIDE_BLOCKS);

  Stress(BlockEngine engine, int seconds) {
    this.engine = engine;
    this.end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  BlockEngine engine() {
    return engine;
  }

  long name() {
    return names.incrementAndGet();
  }

  /** Adds a thread that takes turns until the end or the first failure. */
  void add(String name, Turn turn) {
    threads.add(
        Thread.ofPlatform()
            .name("stress-" + name)
            .unstarted(() -> {
              try {
                while (System.nanoTime() < end && failure.get() == null) {
                  turn.take();
                }
              } catch (BlockFault | InterruptedException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
              }
            }));
  }

  /** Runs all of it; throws what was found first. */
  void run() throws BlockFault, InterruptedException {
    for (VolumeId small : List.of(CELLS, LEFT, RIGHT, GUARDED)) {
      engine.createVolume(small, CELL_BLOCKS * BLOCK_BYTES);
    }
    engine.createVolume(WIDE, WIDE_BLOCKS * BLOCK_BYTES);
    for (int i = 0; i < WRITERS; i++) {
      addCellWriter(i);
    }
    addWideWriterAndReaders();
    addCounterAndFreezer();
    addFencer();
    add("life", new StressedLife(this, new Random(1)));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new AssertionError(String.valueOf(failure.get()), failure.get());
    }
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Bytes that say the same number again and again. */
  static MemorySegment stamped(long number, int bytes) {
    MemorySegment memory = MemorySegment.ofArray(new byte[bytes]);
    for (long at = 0; at < bytes; at += 8) {
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, number);
    }
    return memory;
  }

  /** The one number that all the bytes say. */
  static long number(MemorySegment memory, long from, long bytes) {
    long first = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, from);
    for (long at = from; at < from + bytes; at += 8) {
      long found = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      require(found == first, "half a block: " + first + " and " + found + " at " + at);
    }
    return first;
  }

  private static long number(BlockDevice device, long offset, int bytes) throws BlockFault {
    MemorySegment memory = MemorySegment.ofArray(new byte[bytes]);
    device.read(offset, memory);
    return number(memory, 0, bytes);
  }

  private void addCellWriter(long cell) throws BlockFault {
    BlockDevice device = engine.openVolume(CELLS);
    long[] last = new long[CELL_BLOCKS];
    Random random = new Random(cell);
    add(
        "cell-" + cell,
        () -> {
          int block = random.nextInt(CELL_BLOCKS);
          long offset = (long) block * BLOCK_BYTES + cell * CELL_BYTES;
          if (random.nextInt(4) == 0) {
            last[block] = 0;
            device.zero(offset, CELL_BYTES, Zeroing.HOLE, Durability.VOLATILE);
          } else {
            last[block] = name();
            device.write(offset, stamped(last[block], CELL_BYTES), Durability.VOLATILE);
          }
          int other = random.nextInt(CELL_BLOCKS);
          long found = number(device, (long) other * BLOCK_BYTES + cell * CELL_BYTES, CELL_BYTES);
          require(found == last[other], "lost update: " + found + " instead of " + last[other]);
        });
  }

  private void addWideWriterAndReaders() throws BlockFault {
    BlockDevice device = engine.openVolume(WIDE);
    Random random = new Random(7);
    add(
        "wide",
        () -> {
          int first = random.nextInt(WIDE_BLOCKS - 24);
          int count = random.nextInt(1, 24);
          MemorySegment run = MemorySegment.ofArray(new byte[count * BLOCK_BYTES]);
          for (int i = 0; i < count; i++) {
            long next = issued.incrementAndGet(first + i);
            run.asSlice((long) i * BLOCK_BYTES)
                .copyFrom(stamped(next << 16 | (first + i), BLOCK_BYTES));
          }
          device.write((long) first * BLOCK_BYTES, run, Durability.VOLATILE);
          for (int i = 0; i < count; i++) {
            done.set(first + i, issued.get(first + i));
          }
        });
    for (int reader = 0; reader < 2; reader++) {
      add("reader-" + reader, () -> readWide(device));
    }
  }

  private void readWide(BlockDevice device) throws BlockFault {
    long[] least = new long[WIDE_BLOCKS];
    for (int i = 0; i < WIDE_BLOCKS; i++) {
      least[i] = done.get(i);
    }
    MemorySegment all = MemorySegment.ofArray(new byte[WIDE_BLOCKS * BLOCK_BYTES]);
    device.read(0, all);
    for (int i = 0; i < WIDE_BLOCKS; i++) {
      long found = number(all, (long) i * BLOCK_BYTES, BLOCK_BYTES);
      require(
          found == 0 || (found & 0xFFFF) == i, "block " + i + " holds block " + (found & 0xFFFF));
      require(
          found >>> 16 >= least[i] && found >>> 16 <= issued.get(i),
          "block " + i + " is of write " + (found >>> 16) + ", at least " + least[i]);
    }
  }

  private void addCounterAndFreezer() throws BlockFault {
    BlockDevice left = engine.openVolume(LEFT);
    BlockDevice right = engine.openVolume(RIGHT);
    AtomicLong count = new AtomicLong();
    add(
        "counter",
        () -> {
          MemorySegment next = stamped(count.incrementAndGet(), BLOCK_BYTES);
          left.write(0, next, Durability.VOLATILE);
          right.write(0, next, Durability.VOLATILE);
        });
    add("freezer", this::freezeBoth);
  }

  private void freezeBoth() throws BlockFault {
    ImageId one = new ImageId(name());
    ImageId two = new ImageId(name());
    engine.freeze(new GroupId(name()), List.of(new Freeze(RIGHT, two), new Freeze(LEFT, one)));
    try (BlockDevice left = engine.openImage(one);
        BlockDevice right = engine.openImage(two)) {
      long ahead = number(left, 0, BLOCK_BYTES) - number(right, 0, BLOCK_BYTES);
      require(ahead == 0 || ahead == 1, "the group is no moment: " + ahead + " steps apart");
    }
    engine.deleteImages(List.of(one, two));
  }

  private void addFencer() throws BlockFault {
    BlockDevice own = engine.openVolume(GUARDED);
    AtomicReference<BlockDevice> handle = new AtomicReference<>(engine.openVolume(GUARDED));
    for (int writer = 0; writer < 2; writer++) {
      int block = writer;
      add(
          "guarded-" + writer,
          () -> {
            try {
              MemorySegment next = stamped(name(), BLOCK_BYTES);
              handle.get().write((long) block * BLOCK_BYTES, next, Durability.VOLATILE);
            } catch (BlockFault.Fenced fenced) {
              Thread.onSpinWait();
            }
          });
    }
    add(
        "fencer",
        () -> {
          Thread.sleep(0, 200_000);
          handle.get().fence();
          long first = number(own, 0, BLOCK_BYTES);
          long second = number(own, BLOCK_BYTES, BLOCK_BYTES);
          Thread.sleep(1);
          require(
              first == number(own, 0, BLOCK_BYTES)
                  && second == number(own, BLOCK_BYTES, BLOCK_BYTES),
              "a write was applied after its fence had returned");
          handle.set(engine.openVolume(GUARDED));
        });
  }
}
