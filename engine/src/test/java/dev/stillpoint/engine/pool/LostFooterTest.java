package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closed segments whose footers are gone, in a pool that keeps next to nothing at hand. */
@Timeout(60)
class LostFooterTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 24 << 20, 1 << 20, 1 << 20, true, 1, 2);
  private static final int BLOCKS = 1000;
  private static final int FOOTER_BYTES = 3 * 4096;

  private final MemoryStorage storage = new MemoryStorage();
  private final byte[][] model = new byte[BLOCKS][];
  private long now = 1_000_000;
  private Pool pool;
  private BlockDevice clone;

  @BeforeEach
  void fillAPoolWithAVolumeThatIsGoneAndItsClone() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, clock(), null);
    pool.createVolume(new VolumeId(1), BLOCKS << 12);
    BlockDevice first = pool.openVolume(new VolumeId(1));
    for (int block = 0; block < BLOCKS; block++) {
      write(first, block, block);
    }
    pool.freeze(new GroupId(1), List.of(new Freeze(new VolumeId(1), new ImageId(1))));
    pool.cloneVolume(new VolumeId(2), new ImageId(1), BLOCKS << 12);
    pool.deleteVolume(new VolumeId(1));
    pool.deleteImages(List.of(new ImageId(1)));
    clone = pool.openVolume(new VolumeId(2));
    for (int block = 0; block < BLOCKS; block += 3) {
      write(clone, block, 10_000 + block);
    }
    pool.close();
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(now);
  }

  private void write(BlockDevice device, int block, int seed) throws BlockFault {
    byte[] bytes = new byte[4096];
    new Random(seed).nextBytes(bytes);
    model[block] = bytes;
    device.write((long) block << 12, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private void reopen() throws IOException, BlockFault {
    pool = Pool.open(storage, OPTIONS, clock(), null);
    clone = pool.openVolume(new VolumeId(2));
  }

  private void loseFooters(int everySoMany) {
    int segment = 0;
    for (String name : storage.names()) {
      if (name.startsWith("segment-") && segment++ % everySoMany == 0) {
        byte[] bytes = storage.contents(name);
        Arrays.fill(bytes, bytes.length - FOOTER_BYTES, bytes.length, (byte) 0);
      }
    }
  }

  private void readsBack() throws BlockFault {
    byte[] found = new byte[4096];
    for (int block = 0; block < BLOCKS; block++) {
      clone.read((long) block << 12, MemorySegment.ofArray(found));
      assertThat(found).as("block " + block).isEqualTo(model[block]);
    }
  }

  @Test
  @Proves("engine/7")
  void everyBlockIsStillCheckedAndRead() throws Exception {
    loseFooters(1);
    reopen();
    readsBack();
    long lost = pool.stats().lostFooterPageCount();
    assertThat(lost).isPositive();
    assertThat(pool.inspect()).isEmpty();
    pool.close();
    reopen();
    readsBack();
    assertThat(pool.stats().lostFooterPageCount()).as("written again").isZero();
  }

  @Test
  @Proves("engine/8")
  void theSegmentIsCleanedAllTheSame() throws Exception {
    loseFooters(1);
    reopen();
    for (int block = 1; block < BLOCKS; block += 3) {
      write(clone, block, 20_000 + block);
      if (block % 5 == 0) {
        write(clone, block - 1, 30_000 + block);
      }
      clone.flush();
    }
    for (int i = 0; i < 3000; i++) {
      pool.maintain();
      now += 10;
    }
    pool.verify();
    assertThat(pool.stats().cleanedBytes()).isPositive();
    assertThat(pool.stats().clientBytes()).isEqualTo(399 * 4096);
    assertThat(pool.stats().appendedBytes())
        .isGreaterThan(pool.stats().clientBytes() + pool.stats().cleanedBytes());
    assertThat(pool.stats().writeAmplification()).isGreaterThan(1);
    assertThat(pool.stats().logBytes()).isLessThan(pool.stats().liveBytes() * 3 / 2 + (1 << 20));
    readsBack();
    assertThat(pool.inspect()).isEmpty();
    pool.abandon();
    reopen();
    pool.verify();
    readsBack();
  }

  @Test
  void fewFilesAreOpenAndFewTablesInMemoryWhateverIsRead() throws Exception {
    reopen();
    readsBack();
    assertThat(storage.open.get()).isLessThanOrEqualTo(OPTIONS.openFiles() + 2);
    assertThat(pool.tablesInMemory()).isEqualTo(1);
    for (int block = 0; block < BLOCKS; block++) {
      write(clone, block, block);
    }
    assertThat(pool.tablesInMemory()).isGreaterThan(2);
    clone.flush();
    assertThat(pool.tablesInMemory()).isEqualTo(1);
    readsBack();
  }
}
