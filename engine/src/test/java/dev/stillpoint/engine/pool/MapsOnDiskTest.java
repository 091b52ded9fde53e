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
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps that are larger than what is kept of them in memory, and stand in two copies. */
class MapsOnDiskTest {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 4000;
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 128 << 20, 8 << 20, 64 << 10, 4 << 20, true)
          .withMapCacheBytes(8 << 10);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;
  private BlockDevice device;
  private long lastImage;

  @BeforeEach
  void create() throws IOException, BlockFault {
    Pool.create(storage, OPTIONS, new SplittableRandom(3));
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), (long) BLOCKS * BLOCK);
    device = pool.openVolume(new VolumeId(1));
    // Every second block, so that no two of them make one entry.
    for (int block = 0; block < BLOCKS; block += 2) {
      write(block, block);
    }
  }

  private void write(int block, int value) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    bytes[0] = (byte) value;
    bytes[1] = (byte) (value >>> 8);
    device.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private int read(BlockDevice from, int block) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    from.read((long) block * BLOCK, MemorySegment.ofArray(bytes));
    return (bytes[0] & 0xFF) | (bytes[1] & 0xFF) << 8;
  }

  private ImageId freeze() throws BlockFault {
    ImageId image = new ImageId(++lastImage);
    pool.freeze(new GroupId(lastImage), List.of(new Freeze(new VolumeId(1), image)));
    return image;
  }

  private void reopen() throws IOException, BlockFault {
    pool.close();
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    device = pool.openVolume(new VolumeId(1));
  }

  private void quiet() throws BlockFault {
    while (pool.maintain()) {
      pool.verify();
    }
    pool.checkpoint();
    pool.checkpoint();
  }

  @Test
  void aMapIsReadNodeByNodeAndStaysWithinItsBudget() throws Exception {
    reopen();
    for (int block = 0; block < BLOCKS; block += 2) {
      assertThat(read(device, block)).isEqualTo(block);
      assertThat(read(device, block + 1)).isZero();
    }
    assertThat(pool.mapsInMemoryBytes()).isLessThanOrEqualTo(OPTIONS.mapCacheBytes() + 4096);
    assertThat(pool.mapBytes()).isBetween(1L * BLOCK, 10L * BLOCK);
    pool.verify();
  }

  @Test
  void nodesThatWaitForACheckpointTakeTheirMemoryFromThoseThatWereRead() throws Exception {
    reopen();
    for (int block = 0; block < BLOCKS; block++) {
      read(device, block);
    }
    long before = pool.mapsInMemoryBytes();
    for (int block = 0; block < BLOCKS; block += 100) {
      write(block, 1);
    }
    pool.maintain();
    assertThat(pool.mapsInMemoryBytes())
        .isLessThan(before / 2)
        .isLessThanOrEqualTo(OPTIONS.mapCacheBytes() / 8 + 4096);
    pool.checkpoint();
    for (int block = 0; block < BLOCKS; block++) {
      assertThat(read(device, block)).isEqualTo(block % 100 == 0 ? 1 : value(block));
    }
    assertThat(pool.mapsInMemoryBytes()).isGreaterThan(before / 2);
  }

  private static int value(int block) {
    return block % 2 == 0 ? block : 0;
  }

  @Test
  void extentsBeginAtOnceAndStopAtTheLimit() throws Exception {
    reopen();
    List<Extent> runs = device.extents(0, (long) BLOCKS * BLOCK, 3);
    assertThat(runs).hasSize(3);
    assertThat(runs.get(1)).isEqualTo(new Extent(BLOCK, BLOCK, Extent.Kind.HOLE));
    assertThat(pool.mapsInMemoryBytes()).isLessThan(OPTIONS.mapCacheBytes());
    List<Extent> all = device.extents(0, (long) BLOCKS * BLOCK, Integer.MAX_VALUE);
    assertThat(all).hasSize(BLOCKS);
  }

  @Test
  void extentsOfOneLongRunEndWhenEnoughWasSeen() throws Exception {
    for (int block = BLOCKS - 1; block > 0; block -= 2) {
      write(block, block);
    }
    reopen();
    long before = pool.looksAtNodes();
    List<Extent> one = device.extents(0, (long) BLOCKS * BLOCK, 1);
    long looks = pool.looksAtNodes() - before;
    assertThat(one).hasSize(1);
    assertThat(one.getFirst().kind()).isEqualTo(Extent.Kind.DATA);
    assertThat(one.getFirst().length()).isBetween(512L * BLOCK, 1024L * BLOCK);
    assertThat(looks).as("looks at nodes").isLessThan(110);
    before = pool.looksAtNodes();
    assertThat(device.extents(0, (long) BLOCKS * BLOCK, 2))
        .containsExactly(new Extent(0, (long) BLOCKS * BLOCK, Extent.Kind.DATA));
    assertThat(pool.looksAtNodes() - before).as("all").isGreaterThan(looks);
  }

  @Test
  @Proves("engine/8")
  void whatWasTrimmedIsGivenBackWithItsNodes() throws Exception {
    quiet();
    long before = pool.mapBytes();
    device.zero(0, (long) BLOCKS * BLOCK, Zeroing.HOLE, Durability.DURABLE);
    quiet();
    assertThat(pool.stats().liveBytes()).isZero();
    assertThat(pool.mapBytes()).isLessThan(before / 10);
  }

  @Test
  @Proves("engine/8")
  void anImageThatSeveralStemFromStaysUntilOneIsLeft() throws Exception {
    ImageId image = freeze();
    pool.cloneVolume(new VolumeId(2), image, (long) BLOCKS * BLOCK);
    device.zero(0, (long) BLOCKS * BLOCK, Zeroing.HOLE, Durability.DURABLE);
    try (BlockDevice clone = pool.openVolume(new VolumeId(2))) {
      clone.zero(0, (long) BLOCKS / 2 * BLOCK, Zeroing.HOLE, Durability.DURABLE);
    }
    long all = (long) BLOCKS / 2 * BLOCK;
    pool.deleteImages(List.of(image));
    assertThat(pool.images()).isEmpty();
    quiet();
    assertThat(pool.stats().liveBytes()).isEqualTo(all);
    reopen();
    quiet();
    assertThat(pool.stats().liveBytes()).isEqualTo(all);
    pool.deleteVolume(new VolumeId(1));
    quiet();
    assertThat(pool.stats().liveBytes()).isEqualTo(all / 2);
    try (BlockDevice clone = pool.openVolume(new VolumeId(2))) {
      assertThat(read(clone, BLOCKS - 2)).isEqualTo(BLOCKS - 2);
    }
    pool.deleteVolume(new VolumeId(2));
    quiet();
    assertThat(pool.stats().liveBytes()).isZero();
    pool.verify();
  }

  @Test
  void aRootIsTakenFromItsSecondCopy() throws Exception {
    pool.close();
    for (String name : storage.names()) {
      if (name.startsWith("checkpoint-") && !name.endsWith("-copy")) {
        storage.contents(name)[5000] ^= 1;
      }
    }
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.verify();
    assertThat(read(pool.openVolume(new VolumeId(1)), 2)).isEqualTo(2);
    pool.close();
    for (String name : storage.names()) {
      if (name.startsWith("checkpoint-")) {
        storage.contents(name)[5000] ^= 1;
      }
    }
    assertThatThrownBy(() -> Pool.open(storage, OPTIONS, InstantSource.system(), null))
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("no intact checkpoint");
  }

  @Test
  @Proves("engine/8")
  void aMapIsDurableInBothCopiesBeforeItsRootIs() throws Exception {
    MemoryStorage cut = storage.synced();
    GatedStorage gate =
        new GatedStorage(
            cut,
            (operation, file, _) -> {
              if (operation.equals("create") && file.startsWith("checkpoint-")) {
                assertBothCopiesAreDurable(cut);
              }
            });
    pool = Pool.open(gate, OPTIONS, InstantSource.system(), null);
    device = pool.openVolume(new VolumeId(1));
    for (int block = 1; block < BLOCKS; block += 2) {
      write(block, block);
    }
    pool.checkpoint();
    assertThat(cut.names()).anyMatch(name -> name.startsWith("nodes-"));
  }

  private static void assertBothCopiesAreDurable(MemoryStorage written) {
    MemoryStorage durable = written.synced();
    for (String name : written.names()) {
      if (name.startsWith("nodes-")) {
        assertThat(durable.contents(name)).as(name).isEqualTo(written.contents(name));
      }
    }
  }

  @Test
  void aMapOfWhichOneCopyIsLostIsReadFromTheOther() throws Exception {
    pool.close();
    for (String name : storage.names()) {
      if (name.startsWith("nodes-") && name.endsWith("-a")) {
        byte[] bytes = storage.contents(name);
        for (int at = 100; at < bytes.length; at += BLOCK) {
          bytes[at] ^= 1;
        }
      }
    }
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    device = pool.openVolume(new VolumeId(1));
    assertThat(pool.inspect()).anyMatch(finding -> finding.contains("of the maps is damaged"));
    for (int block = 0; block < BLOCKS; block += 2) {
      assertThat(read(device, block)).isEqualTo(block);
    }
    assertThat(pool.mendedMapPages()).isPositive();
    assertThat(pool.inspect()).isEmpty();
  }

  @Test
  void aMapOfWhichBothCopiesAreLostIsAnErrorAndNotZeros() throws Exception {
    pool.close();
    for (String name : storage.names()) {
      if (name.startsWith("nodes-")) {
        byte[] bytes = storage.contents(name);
        for (int at = 100; at < bytes.length; at += BLOCK) {
          bytes[at] ^= 1;
        }
      }
    }
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    BlockDevice damaged = pool.openVolume(new VolumeId(1));
    assertThatThrownBy(() -> read(damaged, 2)).isInstanceOf(BlockFault.Corrupt.class);
    assertThat(pool.inspect()).isNotEmpty();
  }
}
