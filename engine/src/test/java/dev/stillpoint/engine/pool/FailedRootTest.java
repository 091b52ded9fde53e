package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes are written, and the root that would reach them is not: the root before still counts. */
class FailedRootTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 1500;
  private static final VolumeId DISK = new VolumeId(1);
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 64 << 20, 1 << 20, 256 << 10, 64 << 20, true);

  private final MemoryStorage disk = new MemoryStorage();
  private final int[] expected = new int[BLOCKS];
  private boolean refuses;
  private Pool pool;

  @BeforeEach
  void writeAndTakeACheckpoint() throws Exception {
    ENGINE_LOG.setLevel(Level.OFF);
    Pool.create(disk, OPTIONS, new Random(1));
    pool =
        Pool.open(new GatedStorage(disk, this::refuseRoots), OPTIONS, InstantSource.system(), null);
    pool.createVolume(DISK, (long) BLOCKS * BLOCK);
    write(0, 2);
    pool.checkpoint();
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private void refuseRoots(String operation, String file, long position) throws IOException {
    if (refuses && operation.equals("create") && file.startsWith("checkpoint-")) {
      throw new IOException("no room for a root");
    }
  }

  private void write(int from, int step) throws BlockFault {
    try (BlockDevice device = pool.openVolume(DISK)) {
      for (int block = from; block < BLOCKS; block += step) {
        expected[block]++;
        byte[] bytes = new byte[BLOCK];
        bytes[5] = (byte) expected[block];
        device.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
      }
      device.flush();
    }
  }

  @Test
  @Proves("engine/8")
  void noPageThatTheRootBeforeReachesIsWrittenAgain() throws Exception {
    long pages = pool.mapBytes();
    refuses = true;
    for (int round = 0; round < 80; round++) {
      write(round % 32, 32);
      assertThatThrownBy(pool::checkpoint).isInstanceOf(BlockFault.Io.class);
    }
    Pool found = Pool.open(disk.synced(), OPTIONS, InstantSource.system(), null);
    found.verify();
    byte[] bytes = new byte[BLOCK];
    try (BlockDevice device = found.openVolume(DISK)) {
      for (int block = 0; block < BLOCKS; block++) {
        device.read((long) block * BLOCK, MemorySegment.ofArray(bytes));
        assertThat(bytes[5]).as("block %d", block).isEqualTo((byte) expected[block]);
      }
    }
    refuses = false;
    pool.checkpoint();
    pool.checkpoint();
    pool.verify();
    assertThat(pool.mapBytes())
        .as("pages are given back once a root is there")
        .isLessThan(6 * pages);
  }
}
