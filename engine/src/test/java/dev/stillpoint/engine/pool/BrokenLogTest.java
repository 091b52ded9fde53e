package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log that cannot be written any more. */
@Timeout(60)
class BrokenLogTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 4 << 20, 1 << 20, 4 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();

  private static MemorySegment block(int value) {
    MemorySegment block = MemorySegment.ofArray(new byte[4096]);
    block.fill((byte) value);
    return block;
  }

  private static void shows(BlockDevice disk, long offset, int value) throws BlockFault {
    MemorySegment found = block(0);
    disk.read(offset, found);
    assertThat(found.mismatch(block(value))).isEqualTo(-1);
  }

  @Test
  void isReadOnAndRefusesToBeWritten() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), 1 << 20);
    BlockDevice disk = pool.openVolume(new VolumeId(1));
    disk.write(0, block(1), Durability.DURABLE);
    disk.write(4096, block(2), Durability.VOLATILE);
    storage.refusesWrites = true;
    assertThatThrownBy(disk::flush).isInstanceOf(BlockFault.OutOfService.class);
    assertThat(pool.inService()).isFalse();
    shows(disk, 0, 1);
    shows(disk, 4096, 2);
    shows(pool.openVolume(new VolumeId(1)), 0, 1);
    storage.refusesWrites = false;
    assertThatThrownBy(() -> disk.write(0, block(3), Durability.VOLATILE))
        .isInstanceOf(BlockFault.OutOfService.class);
    assertThatThrownBy(disk::flush).isInstanceOf(BlockFault.OutOfService.class);
    shows(disk, 0, 1);
  }

  @Test
  void isNotReadWhenWhatHappenedIsNoRefusalOfTheStorage() throws IOException, BlockFault {
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), 1 << 20);
    BlockDevice disk = pool.openVolume(new VolumeId(1));
    pool.fail(new IllegalStateException("nobody foresaw this"));
    assertThatThrownBy(() -> disk.read(0, block(0))).isInstanceOf(BlockFault.OutOfService.class);
  }
}
