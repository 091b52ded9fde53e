package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to read, long and short, into memory of either kind, with and without waiting. */
class VerifiedReadsTest {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 96;
  private static final int DAMAGED = 10;
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 32 << 20, 8 << 20, 0, 64 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private BlockDevice disk;
  private Pool pool;

  /** A range to read, in blocks. */
  private record Range(int first, int count) {}

  /** A single block, a short run, a long one, and one that takes several pieces. */
  private static final List<Range> RANGES =
      List.of(new Range(10, 1), new Range(8, 4), new Range(2, 20), new Range(0, BLOCKS));

  /** A volume whose blocks hold their numbers, and one that was opened anew. */
  @BeforeEach
  void write() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    open();
    pool.createVolume(new VolumeId(1), 4 * BLOCKS * BLOCK);
    byte[] bytes = new byte[BLOCKS * BLOCK];
    for (int block = 0; block < BLOCKS; block++) {
      Arrays.fill(bytes, block * BLOCK, (block + 1) * BLOCK, (byte) (block + 1));
    }
    pool.openVolume(new VolumeId(1)).write(0, MemorySegment.ofArray(bytes), Durability.DURABLE);
    pool.close();
    open();
    disk = pool.openVolume(new VolumeId(1));
  }

  private void open() throws IOException {
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
  }

  private void damage() {
    byte[] log = storage.contents("segment-000000");
    int at = 0;
    while (log[at] != DAMAGED + 1 || log[at + BLOCK - 1] != DAMAGED + 1) {
      at += BLOCK;
    }
    log[at + 100] ^= 1;
  }

  private static List<MemorySegment> memories(Arena arena, Range range) {
    long bytes = (long) range.count * BLOCK;
    return List.of(MemorySegment.ofArray(new byte[(int) bytes]), arena.allocate(bytes, BLOCK));
  }

  private static void assertIsWhatWasWritten(MemorySegment found, Range range) {
    for (int block = 0; block < range.count; block++) {
      byte[] bytes = found.asSlice((long) block * BLOCK, BLOCK).toArray(ValueLayout.JAVA_BYTE);
      assertThat(bytes).as("%s", range).containsOnly(range.first + block + 1);
    }
  }

  @Test
  @Proves("engine/7")
  void aDamagedBlockIsRefusedByEachOfThemHoweverOftenItIsRead() throws Exception {
    damage();
    try (Arena arena = Arena.ofConfined()) {
      for (Range range : RANGES) {
        long offset = (long) range.first * BLOCK;
        for (MemorySegment memory : memories(arena, range)) {
          for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> disk.read(offset, memory))
                .isInstanceOf(BlockFault.Corrupt.class);
            assertThatThrownBy(() -> disk.readIfWarm(offset, memory))
                .isInstanceOf(BlockFault.Corrupt.class);
          }
        }
      }
    }
  }

  @Test
  void eachOfThemBringsWhatWasWritten() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      for (Range range : RANGES) {
        for (MemorySegment memory : memories(arena, range)) {
          disk.read((long) range.first * BLOCK, memory);
          assertIsWhatWasWritten(memory, range);
          memory.fill((byte) 0);
          assertThat(disk.readIfWarm((long) range.first * BLOCK, memory)).isTrue();
          assertIsWhatWasWritten(memory, range);
        }
      }
    }
  }

  /** What a reader's memory held before shows nowhere: it may have been another client's. */
  @Test
  void whatWasNeverWrittenOrZeroedIsZerosWhateverTheMemoryHeld() throws Exception {
    long zeroed = 20L * BLOCK;
    disk.zero(zeroed, 10L * BLOCK, Zeroing.ALLOCATED, Durability.VOLATILE);
    disk.zero(zeroed + 10L * BLOCK, 10L * BLOCK, Zeroing.HOLE, Durability.VOLATILE);
    try (Arena arena = Arena.ofConfined()) {
      for (MemorySegment memory : memories(arena, new Range(0, 2 * BLOCKS))) {
        memory.fill((byte) 0x55);
        disk.read(0, memory);
        assertThat(memory.asSlice(zeroed, 20L * BLOCK).toArray(ValueLayout.JAVA_BYTE))
            .containsOnly(0);
        assertThat(memory.asSlice((long) BLOCKS * BLOCK).toArray(ValueLayout.JAVA_BYTE))
            .containsOnly(0);
        assertIsWhatWasWritten(memory, new Range(0, 20));
      }
    }
  }

  @Test
  void whatWouldHaveToBeWaitedForIsNotSaidToBeThere() throws Exception {
    pool.close();
    ColdStorage cold = new ColdStorage(storage);
    Pool opened = Pool.open(cold, OPTIONS, InstantSource.system(), null);
    BlockDevice device = opened.openVolume(new VolumeId(1));
    try (Arena arena = Arena.ofConfined()) {
      for (Range range : RANGES) {
        for (MemorySegment memory : memories(arena, range)) {
          assertThat(device.readIfWarm((long) range.first * BLOCK, memory)).isFalse();
        }
      }
    }
    assertThat(opened.stats().corruptReadCount()).isZero();
  }

  /** A read that was refused holds nothing that it was about to copy. */
  @Test
  @Proves("engine/8")
  void aRefusedReadGivesItsSegmentBack() throws Exception {
    damage();
    byte[] found = new byte[BLOCKS * BLOCK];
    assertThatThrownBy(() -> disk.read(0, MemorySegment.ofArray(found)))
        .isInstanceOf(BlockFault.Corrupt.class);
    for (int round = 0; round < 4; round++) {
      disk.write(0, MemorySegment.ofArray(new byte[200 * BLOCK]), Durability.DURABLE);
    }
    disk.zero(0, disk.sizeBytes(), Zeroing.HOLE, Durability.DURABLE);
    pool.checkpoint();
    pool.checkpoint();
    assertThat(pool.stats().logBytes()).isEqualTo(OPTIONS.segmentBytes());
  }
}
