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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would be freed with images, told before they are deleted. */
class FreedBytesTest {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 16_000;
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 256 << 20, 8 << 20, 64 << 10, 4 << 20, true)
          .withMapCacheBytes(64 << 10);

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
      write(block);
    }
  }

  private void write(int block) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    bytes[0] = 1;
    device.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private ImageId freeze() throws BlockFault {
    ImageId image = new ImageId(++lastImage);
    pool.freeze(new GroupId(lastImage), List.of(new Freeze(new VolumeId(1), image)));
    return image;
  }

  private long blocksFreedBy(ImageId... images) throws BlockFault {
    return pool.bytesFreedBy(List.of(images)) / BLOCK;
  }

  @Test
  void whatSeveralImagesShareCountsWhenAllOfThemGo() throws BlockFault {
    ImageId first = freeze();
    write(0);
    ImageId second = freeze();
    ImageId third = freeze();
    write(0);
    write(2);
    assertThat(blocksFreedBy()).isZero();
    assertThat(blocksFreedBy(first)).isEqualTo(1);
    assertThat(blocksFreedBy(second)).isZero();
    assertThat(blocksFreedBy(third)).isZero();
    assertThat(blocksFreedBy(second, third)).isEqualTo(1);
    assertThat(blocksFreedBy(first, second, third)).isEqualTo(3);
    assertThat(blocksFreedBy(first, first)).isEqualTo(1);
    assertThatThrownBy(() -> blocksFreedBy(first, new ImageId(99)))
        .isInstanceOf(BlockFault.NotFound.class);
  }

  @Test
  void anImageThatWasKeptForOthersGoesWithTheLastButOneOfThem() throws Exception {
    ImageId first = freeze();
    pool.cloneVolume(new VolumeId(2), first, (long) BLOCKS * BLOCK);
    write(0);
    try (BlockDevice clone = pool.openVolume(new VolumeId(2))) {
      clone.zero(0, BLOCK, Zeroing.HOLE, Durability.VOLATILE);
    }
    ImageId ofClone = new ImageId(50);
    pool.freeze(new GroupId(50), List.of(new Freeze(new VolumeId(2), ofClone)));
    assertThat(blocksFreedBy(first)).as("two versions stem from it").isZero();
    pool.deleteImages(List.of(first));
    pool.deleteVolume(new VolumeId(2));
    assertThat(blocksFreedBy(ofClone)).as("what the first image held alone").isEqualTo(1);
    long before = settled();
    pool.deleteImages(List.of(ofClone));
    assertThat(before - settled()).isEqualTo(BLOCK);
  }

  private long settled() throws BlockFault {
    while (pool.maintain()) {
      pool.verify();
    }
    return pool.stats().liveBytes();
  }

  @Test
  void itCostsWhatChangedAndNotTheMap() throws Exception {
    freeze();
    write(0);
    ImageId changed = freeze();
    write(0);
    write(BLOCKS - 2);
    freeze();
    pool.close();
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    long before = pool.looksAtNodes();
    assertThat(blocksFreedBy(changed)).isEqualTo(1);
    long looks = pool.looksAtNodes() - before;
    assertThat(looks).as("of %s nodes", BLOCKS / 2 / 64).isBetween(1L, 40L);

    before = pool.looksAtNodes();
    pool.openVolume(new VolumeId(1)).extents(0, (long) BLOCKS * BLOCK, Integer.MAX_VALUE);
    assertThat(pool.looksAtNodes() - before).as("all of it").isGreaterThan(125L);
  }
}
