package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of defence that only show when something else went wrong first. */
@Timeout(60)
class PoolDefencesTest {
  private static final int BLOCK_BYTES = 4096;
  private static final long FOUR_GIB = 4L << 30;
  private static final int SEGMENT_BYTES = 128 << 10;

  /** A round of writes is a little less than a segment. */
  private static final int BLOCKS = 24;

  private static final PoolOptions OPTIONS =
      new PoolOptions(SEGMENT_BYTES, 24 * SEGMENT_BYTES, 32 << 20, 1 << 20, 64 << 20, true);
  private static final VolumeId VOLUME = new VolumeId(1);

  private final MemoryStorage memory = new MemoryStorage();
  private final AtomicBoolean refusesCheckpoints = new AtomicBoolean();
  private final AtomicBoolean refusesSyncs = new AtomicBoolean();

  /** Files of checkpoints; each may be there again after a power cut, deleted or not. */
  private final TreeSet<String> made = new TreeSet<>();

  private final AtomicBoolean observerFails = new AtomicBoolean();
  private Pool pool;

  @BeforeEach
  void createPool() throws IOException {
    Pool.create(memory, OPTIONS, new Random(1));
    pool = open(memory);
  }

  private Pool open(MemoryStorage storage) throws IOException {
    GatedStorage gate =
        new GatedStorage(
            storage,
            (operation, file, _) -> {
              if (operation.equals("create") && file.startsWith("checkpoint-")) {
                made.add(file);
              }
              if (refusesSyncs.get()
                  && file.startsWith("checkpoint-")
                  && operation.equals("sync")) {
                throw new IOException("cannot sync " + file);
              }
              if (refusesCheckpoints.get()
                  && file.startsWith("checkpoint-")
                  && !operation.equals("delete")) {
                throw new IOException("no space for " + file);
              }
            });
    return Pool.open(
        gate,
        OPTIONS,
        InstantSource.system(),
        (_, _) -> {
          if (observerFails.get()) {
            throw new IllegalStateException("a mistake in the middle of an append");
          }
        });
  }

  private static MemorySegment bytes(int value, int blocks) {
    byte[] bytes = new byte[blocks * BLOCK_BYTES];
    Arrays.fill(bytes, (byte) value);
    return MemorySegment.ofArray(bytes);
  }

  private static byte[] read(Pool from, VolumeId volume, int blocks) throws BlockFault {
    byte[] found = new byte[blocks * BLOCK_BYTES];
    from.openVolume(volume).read(0, MemorySegment.ofArray(found));
    return found;
  }

  private BlockDevice volume(long sizeBytes) throws BlockFault {
    pool.createVolume(VOLUME, sizeBytes);
    return pool.openVolume(VOLUME);
  }

  @Test
  void zeroedRangesOfFourGibibytesAreWhole() throws Exception {
    BlockDevice disk = volume(FOUR_GIB + (1 << 20));
    disk.zero(0, FOUR_GIB, Zeroing.ALLOCATED, Durability.VOLATILE);
    assertZeroed(disk);
    disk.zero(0, FOUR_GIB + (1 << 20), Zeroing.HOLE, Durability.VOLATILE);
    // Two halves that lie side by side may become one entry.
    disk.zero(0, FOUR_GIB / 2, Zeroing.ALLOCATED, Durability.VOLATILE);
    disk.zero(FOUR_GIB / 2, FOUR_GIB / 2, Zeroing.ALLOCATED, Durability.VOLATILE);
    assertZeroed(disk);
    disk.write(FOUR_GIB, bytes(1, 1), Durability.VOLATILE);
    pool.verify();
    pool.close();
    pool = open(memory);
    BlockDevice again = pool.openVolume(VOLUME);
    byte[] found = new byte[2 * BLOCK_BYTES];
    again.read(FOUR_GIB - BLOCK_BYTES, MemorySegment.ofArray(found));
    assertThat(Arrays.copyOf(found, BLOCK_BYTES)).containsOnly(0);
    assertThat(Arrays.copyOfRange(found, BLOCK_BYTES, found.length)).containsOnly(1);
  }

  private static void assertZeroed(BlockDevice disk) throws BlockFault {
    assertThat(disk.extents(0, disk.sizeBytes(), 100))
        .isEqualTo(
            List.of(
                new Extent(0, FOUR_GIB, Extent.Kind.ZERO),
                new Extent(FOUR_GIB, 1 << 20, Extent.Kind.HOLE)));
  }

  @Test
  void changedBytesCountsBeyondFourGibibytes() throws Exception {
    BlockDevice disk = volume(FOUR_GIB + (1 << 20));
    disk.write(FOUR_GIB, bytes(1, 2), Durability.VOLATILE);
    pool.freeze(new GroupId(1), List.of(new Freeze(VOLUME, new ImageId(1))));
    disk.write(0, bytes(2, 1), Durability.VOLATILE);
    disk.write(FOUR_GIB + BLOCK_BYTES, bytes(2, 3), Durability.VOLATILE);
    pool.freeze(new GroupId(2), List.of(new Freeze(VOLUME, new ImageId(2))));
    assertThat(pool.changedBytes(new ImageId(2), new ImageId(1))).isEqualTo(4 * BLOCK_BYTES);
    assertThat(pool.changedBytes(new ImageId(1), new ImageId(2))).isEqualTo(BLOCK_BYTES);
    assertThat(pool.storedBytes(List.of(new ImageId(1), new ImageId(2))))
        .containsEntry(new ImageId(1), 2L * BLOCK_BYTES)
        .containsEntry(new ImageId(2), 5L * BLOCK_BYTES);
  }

  @Test
  void aCheckpointUnderAnotherOnesNameDoesNotCount() throws Exception {
    BlockDevice disk = volume(BLOCKS * BLOCK_BYTES);
    disk.write(0, bytes(1, BLOCKS), Durability.VOLATILE);
    pool.checkpoint();
    String name = checkpoints().getLast();
    byte[] old = memory.contents(name).clone();
    for (int round = 0; round < 60; round++) {
      disk.write(0, bytes(2, BLOCKS), Durability.VOLATILE);
      pool.checkpoint();
    }
    pool.abandon();
    memory.create("checkpoint-000000999999", old.length);
    System.arraycopy(old, 0, memory.contents("checkpoint-000000999999"), 0, old.length);
    assertThat(read(open(memory), VOLUME, BLOCKS)).containsOnly(2);
  }

  /** It may be whole, and comes back after a power cut: then it must not be the newest. */
  @Test
  void aCheckpointThatFailedNeverLooksNewerThanOneThatCounts() throws Exception {
    List<String> before = checkpoints();
    refusesSyncs.set(true);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> pool.checkpoint()).isInstanceOf(BlockFault.Io.class);
      assertThat(checkpoints()).as("it takes no room").isEqualTo(before);
    }
    refusesSyncs.set(false);
    pool.abandon();
    pool = open(memory);
    pool.checkpoint();
    assertThat(made.getLast()).isEqualTo(checkpoints().getLast());
  }

  private List<String> checkpoints() {
    return memory.names().stream().filter(name -> name.startsWith("checkpoint-")).toList();
  }

  @Test
  void aClosedSlotThatHoldsAnotherSegmentIsNoticed() throws Exception {
    BlockDevice disk = volume(4L * BLOCKS * BLOCK_BYTES);
    for (int part = 0; part < 4; part++) {
      disk.write((long) part * BLOCKS * BLOCK_BYTES, bytes(part + 1, BLOCKS), Durability.DURABLE);
    }
    pool.close();
    byte[] first = memory.contents("segment-000000");
    byte[] second = memory.contents("segment-000001");
    byte[] kept = first.clone();
    System.arraycopy(second, 0, first, 0, first.length);
    System.arraycopy(kept, 0, second, 0, kept.length);
    assertThatThrownBy(() -> open(memory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("should hold segment");
  }

  @Test
  void aMistakeInTheMiddleOfAnAppendTakesThePoolOutOfService() throws Exception {
    BlockDevice disk = volume(BLOCKS * BLOCK_BYTES);
    observerFails.set(true);
    assertThatThrownBy(() -> disk.write(0, bytes(1, 1), Durability.VOLATILE))
        .hasMessageContaining("in the middle of an append");
    observerFails.set(false);
    assertThat(pool.inService()).isFalse();
    assertThatThrownBy(() -> disk.write(0, bytes(1, 1), Durability.VOLATILE))
        .isInstanceOf(BlockFault.OutOfService.class);
    assertThatThrownBy(() -> pool.createVolume(new VolumeId(2), BLOCK_BYTES))
        .isInstanceOf(BlockFault.OutOfService.class);
  }

  @Test
  void whatIsStillInTheBufferIsWrittenOutBeforeItIsCleaned() throws Exception {
    int segments = 10;
    BlockDevice disk = volume((long) segments * BLOCKS * BLOCK_BYTES);
    for (int part = 0; part < segments; part++) {
      disk.write((long) part * BLOCKS * BLOCK_BYTES, bytes(1, BLOCKS), Durability.VOLATILE);
    }
    // A third of each segment lives on.
    for (int part = 0; part < segments; part++) {
      disk.write((long) part * BLOCKS * BLOCK_BYTES, bytes(2, BLOCKS * 2 / 3), Durability.VOLATILE);
    }
    for (int steps = 0; steps < 1000 && pool.maintain(); steps++) {
      pool.verify();
    }
    PoolStats stats = pool.stats();
    assertThat(stats.cleanedBytes()).isPositive();
    assertThat(stats.corruptReadCount()).isZero();
  }

  @Test
  void slotsThatWereFreedByACheckpointThatFailedAreNotWrittenAgain() throws Exception {
    BlockDevice disk = volume(BLOCKS * BLOCK_BYTES);
    disk.write(0, bytes(1, BLOCKS), Durability.DURABLE);
    disk.write(0, bytes(2, BLOCKS), Durability.DURABLE);
    pool.freeze(new GroupId(1), List.of(new Freeze(VOLUME, new ImageId(1))));
    pool.checkpoint();
    disk.write(0, bytes(3, BLOCKS), Durability.DURABLE);
    pool.deleteImages(List.of(new ImageId(1)));
    refusesCheckpoints.set(true);
    int written = 3;
    try {
      for (int round = 0; round < 40; round++) {
        disk.write(0, bytes(written + 1, BLOCKS), Durability.DURABLE);
        written++;
        assertThatThrownBy(() -> pool.checkpoint()).isInstanceOf(BlockFault.Io.class);
        pool.maintain();
      }
    } catch (BlockFault.OutOfSpace full) {
      assertThat(written).isGreaterThan(3);
    }
    refusesCheckpoints.set(false);
    Pool after = open(memory.synced());
    assertThat(read(after, VOLUME, BLOCKS)).containsOnly(written);
    after.verify();
  }
}
