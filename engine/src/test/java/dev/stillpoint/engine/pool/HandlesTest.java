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
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handle that was fenced, or whose disk or image is gone, does nothing any more. */
class HandlesTest {
  private static final int BLOCK = 4096;
  private static final VolumeId DISK = new VolumeId(1);
  private static final ImageId IMAGE = new ImageId(1);
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 8 << 20, 0, 1 << 20, true);

  private Pool pool;
  private BlockDevice disk;

  @BeforeEach
  void makeADisk() throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(DISK, 16 * BLOCK);
    disk = pool.openVolume(DISK);
    disk.write(0, block(), Durability.DURABLE);
  }

  private static MemorySegment block() {
    return MemorySegment.ofArray(new byte[BLOCK]);
  }

  /** Everything that one can ask of a handle. */
  private static List<ThrowingCallable> everything(BlockDevice device) {
    return List.of(
        () -> device.read(0, block()),
        () -> device.readIfWarm(0, block()),
        () -> device.write(0, block(), Durability.VOLATILE),
        () -> device.write(100, MemorySegment.ofArray(new byte[9]), Durability.VOLATILE),
        () -> device.write(0, MemorySegment.ofArray(new byte[0]), Durability.VOLATILE),
        () -> device.zero(0, BLOCK, Zeroing.HOLE, Durability.VOLATILE),
        () -> device.zero(100, 3 * BLOCK, Zeroing.HOLE, Durability.VOLATILE),
        () -> device.extents(0, BLOCK, 1),
        device::flush);
  }

  private void assertDoesNothing(BlockDevice device) {
    long before = pool.stats().appendedLsn().value();
    for (ThrowingCallable each : everything(device)) {
      assertThatThrownBy(each).isInstanceOf(BlockFault.Fenced.class);
    }
    assertThat(pool.stats().appendedLsn().value()).isEqualTo(before);
  }

  private void freeze() throws BlockFault {
    pool.freeze(new GroupId(1), List.of(new Freeze(DISK, IMAGE)));
  }

  @Test
  void aFencedHandleDoesNothing() throws Exception {
    BlockDevice other = pool.openVolume(DISK);
    disk.fence();
    assertDoesNothing(disk);
    other.write(0, block(), Durability.DURABLE);
  }

  @Test
  void aHandleOnADeletedDiskDoesNothingAlsoWhenThereIsAnotherOfItsName() throws Exception {
    pool.deleteVolume(DISK);
    assertDoesNothing(disk);
    pool.createVolume(DISK, 16 * BLOCK);
    assertDoesNothing(disk);
    pool.openVolume(DISK).write(0, block(), Durability.DURABLE);
  }

  @Test
  void aHandleOnADeletedImageDoesNothingAlsoWhenThereIsAnotherOfItsName() throws Exception {
    freeze();
    BlockDevice image = pool.openImage(IMAGE);
    image.read(0, block());
    pool.deleteImages(List.of(IMAGE));
    assertDoesNothing(image);
    freeze();
    assertDoesNothing(image);
    pool.openImage(IMAGE).read(0, block());
  }
}
