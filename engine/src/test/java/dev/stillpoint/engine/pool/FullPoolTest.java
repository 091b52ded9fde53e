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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools that are full, and file systems below them that are. */
@Timeout(60)
class FullPoolTest {
  private static final int SIZE = 8 << 20;

  private final MemoryStorage memory = new MemoryStorage();
  private final RefusingStorage storage = new RefusingStorage(memory);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now());
  private long now = 1_000_000_000;
  private Pool pool;
  private BlockDevice disk;
  private int seed;

  private long now() {
    return now;
  }

  private PoolOptions options(int segmentBytes, int segments) {
    return new PoolOptions(
        segmentBytes, (long) segments * segmentBytes, 8 << 20, 1 << 20, 1 << 20, true);
  }

  private void make(PoolOptions options) throws IOException, BlockFault {
    Pool.create(storage, options, new Random(1));
    open(options);
    pool.createVolume(new VolumeId(1), SIZE);
    disk = pool.openVolume(new VolumeId(1));
  }

  private void open(PoolOptions options) throws IOException {
    pool = Pool.open(storage, options, clock, null);
  }

  private void write(long offset, int length) throws BlockFault {
    byte[] bytes = new byte[length];
    new Random(++seed).nextBytes(bytes);
    disk.write(offset, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  /** Freezes and overwrites, so that every image holds blocks of its own, until nothing fits. */
  private int fillWithImages() {
    int images = 0;
    try {
      for (; images < 10_000; images++) {
        pool.freeze(
            new GroupId(images + 1), List.of(new Freeze(new VolumeId(1), new ImageId(images + 1))));
        write(images % 4 * 65_536L, 65_536);
      }
    } catch (BlockFault fault) {
      assertThat(fault).isInstanceOf(BlockFault.OutOfSpace.class);
    }
    return images;
  }

  private void fillWithWrites() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                write((i * 4096L) % SIZE, 4096);
                disk.flush();
              }
            })
        .isInstanceOf(BlockFault.OutOfSpace.class);
  }

  @Test
  @Proves("engine/9")
  void deletionsGoOnWhenASegmentHoldsButOneRecordOfFullSize() throws Exception {
    make(options(128 << 10, 16));
    int images = fillWithImages();
    assertThat(images).isGreaterThan(3);
    for (int image = 1; image <= images; image++) {
      pool.deleteImages(List.of(new ImageId(image)));
    }
    write(0, 65_536);
    pool.verify();
  }

  @Test
  @Proves("engine/9")
  void zeroingHolesTakesNoRoomWhereverItBeginsAndEnds() throws Exception {
    make(options(256 << 10, 16));
    for (Zeroing zeroing : Zeroing.values()) {
      disk.zero(100, 1000, zeroing, Durability.VOLATILE);
      disk.zero(4000, 200, zeroing, Durability.VOLATILE);
      disk.zero(8100, 20_000, zeroing, Durability.VOLATILE);
    }
    assertThat(disk.extents(0, 8192, 9))
        .as("a hole of which a part is zeroed stays one")
        .containsExactly(new Extent(0, 8192, Extent.Kind.HOLE));
    assertThat(pool.stats().liveBytes()).isZero();
    // Less than half of the disk finds room.
    fillWithWrites();
    for (Zeroing zeroing : Zeroing.values()) {
      disk.zero(SIZE / 2 + 100, 10_000, zeroing, Durability.DURABLE);
      disk.zero(SIZE / 2 + 4000, 200, zeroing, Durability.DURABLE);
    }
    pool.verify();
  }

  @Test
  @Proves("engine/9")
  void deletingSnapshotsHealsAFileSystemThatIsFull() throws Exception {
    PoolOptions options = options(256 << 10, 64);
    make(options);
    int images = 12;
    for (int image = 1; image <= images; image++) {
      pool.freeze(new GroupId(image), List.of(new Freeze(new VolumeId(1), new ImageId(image))));
      write(0, 400_000);
    }
    storage.fillUp();
    fillWithWrites();
    disk.zero(0, 65_536, Zeroing.HOLE, Durability.DURABLE);
    disk.flush();
    for (int image = 1; image <= images; image++) {
      pool.deleteImages(List.of(new ImageId(image)));
    }
    for (int i = 0; i < 4000; i++) {
      pool.maintain();
      now += 10;
    }
    write(0, 400_000);
    disk.flush();
    pool.verify();
    pool.close();
    open(options);
    pool.verify();
    assertThat(pool.images()).isEmpty();
  }

  @Test
  @Proves("engine/9")
  void aFullFileSystemDoesNotStandInTheWayOfAShutdown() throws Exception {
    PoolOptions options = options(256 << 10, 64);
    make(options);
    fillWithImages();
    storage.fillUp();
    pool.close();
    open(options);
    pool.verify();
  }

  @Test
  void aCheckpointCountsAlthoughAnOlderOneCannotBeDeleted() throws Exception {
    PoolOptions options = options(256 << 10, 64);
    make(options);
    write(0, 400_000);
    pool.checkpoint();
    storage.refusesToDelete = name -> name.startsWith("checkpoint-");
    for (int i = 0; i < 40; i++) {
      write(0, 400_000);
      pool.checkpoint();
      while (pool.maintain()) {
        now += 10;
      }
    }
    pool.abandon();
    open(options);
    pool.verify();
    storage.refusesToDelete = _ -> false;
    pool.checkpoint();
    assertThat(storage.names().stream().filter(name -> name.startsWith("checkpoint-"))).hasSize(2);
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyFromMakingSegments() throws Exception {
    PoolOptions options = options(256 << 10, 64);
    make(options);
    storage.refusesToMake = name -> name.startsWith("segment-");
    fillWithWrites();
    storage.refusesToMake = _ -> false;
    now -= 3_600_000;
    for (int i = 0; i < 700; i++) {
      pool.maintain();
      now += 10;
    }
    write(0, 400_000);
    write(0, 400_000);
  }
}
