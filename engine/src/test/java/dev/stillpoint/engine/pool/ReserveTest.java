package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool in which no checkpoint gives a segment back: whatever else goes on, a slot is left for
 * deletions.
 */
@Timeout(60)
class ReserveTest {
  private static final int BLOCK = 4096;
  private static final int SEGMENT_BYTES = 128 << 10;
  private static final int PARTS = 8;

  /** A write is most of a segment. */
  private static final int BLOCKS = 24;

  /** More of them than fit into what is left of a segment, fewer than into a whole one. */
  private static final int IMAGES = 13;

  private static final PoolOptions OPTIONS =
      new PoolOptions(SEGMENT_BYTES, 24 * SEGMENT_BYTES, 8 << 20, 1 << 20, 64 << 20, true);

  private final RefusingStorage storage = new RefusingStorage(new MemoryStorage());
  private long now = 1_000_000_000;
  private Pool pool;
  private BlockDevice disk;

  @BeforeEach
  void fillAPoolThatTakesNoCheckpoint() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    InstantSource clock = () -> Instant.ofEpochMilli(now);
    pool = Pool.open(storage, OPTIONS, clock, null);
    pool.createVolume(new VolumeId(1), (long) PARTS * BLOCKS * BLOCK);
    disk = pool.openVolume(new VolumeId(1));
    for (int image = 1; image <= IMAGES; image++) {
      pool.freeze(new GroupId(image), List.of(new Freeze(new VolumeId(1), new ImageId(image))));
    }
    storage.refusesToMake = name -> name.startsWith("checkpoint-");
    for (int part = 0; part < PARTS; part++) {
      write(part, BLOCKS);
    }
  }

  private void write(int part, int blocks) throws BlockFault {
    byte[] bytes = new byte[blocks * BLOCK];
    Arrays.fill(bytes, (byte) part);
    disk.write((long) part * BLOCKS * BLOCK, MemorySegment.ofArray(bytes), Durability.DURABLE);
  }

  private void fillUp(int blocks) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                write(i % PARTS, blocks);
              }
            })
        .isInstanceOf(BlockFault.OutOfSpace.class);
  }

  private void deleteEverything() throws Exception {
    for (int image = 1; image <= IMAGES; image++) {
      pool.deleteImages(List.of(new ImageId(image)));
    }
    assertThat(pool.images()).isEmpty();
    storage.refusesToMake = _ -> false;
    write(0, BLOCKS);
    pool.verify();
  }

  @Test
  @Proves("engine/9")
  void recordsWithoutDataLeaveIt() throws Exception {
    fillUp(BLOCKS);
    // Data leaves a slot to them in turn.
    for (int i = 0; i < IMAGES; i++) {
      disk.zero(0, BLOCK, Zeroing.HOLE, Durability.DURABLE);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                disk.zero(0, BLOCK, Zeroing.HOLE, Durability.DURABLE);
              }
            })
        .isInstanceOf(BlockFault.OutOfSpace.class);
    deleteEverything();
  }

  @Test
  @Proves("engine/9")
  void theCleanerLeavesIt() throws Exception {
    fillUp(BLOCKS / 2);
    for (int step = 0; step < 1000; step++) {
      pool.maintain();
      now += 4;
    }
    assertThat(pool.stats().cleanedBytes()).isPositive();
    deleteEverything();
  }
}
