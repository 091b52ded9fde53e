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
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was flushed last, and damaged then: nothing in the log was written after it, and still it is
 * not taken for what never was whole.
 */
class LastFlushTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);
  private static final VolumeId DISK = new VolumeId(1);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;

  @BeforeEach
  void openPool() throws Exception {
    ENGINE_LOG.setLevel(Level.OFF);
    Pool.create(storage, OPTIONS, new Random(1));
    pool = open(storage);
    pool.createVolume(DISK, 1 << 20);
    write(0, 1, Durability.DURABLE);
    write(1, 2, Durability.DURABLE);
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private static Pool open(MemoryStorage storage) throws IOException {
    return Pool.open(storage, OPTIONS, InstantSource.system(), null);
  }

  private void write(int block, int value, Durability durability) throws BlockFault {
    try (BlockDevice device = pool.openVolume(DISK)) {
      byte[] bytes = new byte[4096];
      Arrays.fill(bytes, (byte) value);
      device.write(block * 4096L, MemorySegment.ofArray(bytes), durability);
    }
  }

  private static byte read(Pool pool, int block) throws BlockFault {
    try (BlockDevice device = pool.openVolume(DISK)) {
      MemorySegment found = MemorySegment.ofArray(new byte[1]);
      device.read(block * 4096L, found);
      return found.get(ValueLayout.JAVA_BYTE, 0);
    }
  }

  /** Flips a bit of the block that is full of a value. */
  private static void damage(MemoryStorage storage, int value) {
    byte[] wanted = new byte[4096];
    Arrays.fill(wanted, (byte) value);
    int damaged = 0;
    for (String name : storage.names()) {
      byte[] file = storage.contents(name);
      for (int at = 0; name.startsWith("segment-") && at < file.length; at += 4096) {
        if (Arrays.equals(file, at, at + 4096, wanted, 0, 4096)) {
          file[at + 1000] ^= 4;
          damaged++;
        }
      }
    }
    assertThat(damaged).isEqualTo(1);
  }

  private static void assertNoticed(MemoryStorage found) throws Exception {
    damage(found, 2);
    Pool next = open(found);
    assertThatThrownBy(() -> read(next, 1)).isInstanceOf(BlockFault.Corrupt.class);
    assertThat(read(next, 0)).isEqualTo((byte) 1);
  }

  @Test
  @Proves({"engine/2", "engine/7"})
  void aProcessThatWasKilledAtOnceLeavesWordOfIt() throws Exception {
    assertNoticed(storage.killed());
  }

  @Test
  @Proves({"engine/2", "engine/7"})
  void afterAPauseThePowerMayGo() throws Exception {
    pool.writeOut();
    pool.writeOut();
    assertNoticed(storage.synced());
  }

  @Test
  void aPauseCostsOneSyncAndAWriteNone() throws Exception {
    int before = storage.syncs.get();
    for (int i = 0; i < 20; i++) {
      pool.writeOut();
    }
    assertThat(storage.syncs.get() - before).isEqualTo(1);
    before = storage.syncs.get();
    // All in one segment: a sync for each file would be one more.
    for (int i = 0; i < 6; i++) {
      write(i, i, Durability.DURABLE);
      pool.writeOut();
    }
    assertThat(storage.syncs.get() - before).isEqualTo(6);
  }

  @Test
  void whatIsNotFlushedIsNotSyncedInAPause() throws Exception {
    pool.writeOut();
    pool.writeOut();
    int before = storage.syncs.get();
    write(3, 3, Durability.VOLATILE);
    for (int i = 0; i < 20; i++) {
      pool.writeOut();
    }
    assertThat(storage.syncs.get()).isEqualTo(before);
  }
}
