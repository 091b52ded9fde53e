package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.recovery.PayloadCheck;
import dev.stillpoint.engine.seal.Sealing;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Zeroing what begins and ends within blocks is several records and still one thing. */
@Timeout(60)
class ZeroAtOnceTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 16 << 20, 8 << 20, 1 << 20, 4 << 20, true);
  private static final int LENGTH = 5 * 4096;

  private boolean cut;

  /** A machine that dies when the first of several batches is in the file. */
  private List<LogWriter.Item> firstOnly(List<LogWriter.Item> items) {
    return cut ? items.subList(0, Math.min(1, items.size())) : items;
  }

  private byte[] foundAfterACrash(int recordsBefore) throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    Seams seams = new Seams(this::firstOnly, PayloadCheck.SOUND, LongUnaryOperator.identity());
    cut = false;
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null, Sealing.NONE, seams);
    pool.createVolume(new VolumeId(1), 1 << 20);
    BlockDevice disk = pool.openVolume(new VolumeId(1));
    byte[] ones = new byte[LENGTH];
    Arrays.fill(ones, (byte) 1);
    disk.write(0, MemorySegment.ofArray(ones), Durability.DURABLE);
    for (int i = 0; i < recordsBefore; i++) {
      disk.zero(1 << 19, 4096, Zeroing.ALLOCATED, Durability.VOLATILE);
    }
    disk.zero(1000, LENGTH - 2000, Zeroing.HOLE, Durability.VOLATILE);
    cut = true;
    pool.writeOut();
    pool.abandon();
    storage.dropLastingMemory();
    return read(Pool.open(storage, OPTIONS, InstantSource.system(), null));
  }

  private static byte[] read(Pool pool) throws BlockFault {
    byte[] found = new byte[LENGTH];
    pool.openVolume(new VolumeId(1)).read(0, MemorySegment.ofArray(found));
    return found;
  }

  @Test
  @Proves("engine/3")
  void isThereWhollyOrNotAtAllWhereverABatchEnds() throws Exception {
    byte[] before = new byte[LENGTH];
    Arrays.fill(before, (byte) 1);
    byte[] after = before.clone();
    Arrays.fill(after, 1000, LENGTH - 1000, (byte) 0);
    int applied = 0;
    for (int records = 140; records < 156; records++) {
      byte[] found = foundAfterACrash(records);
      assertThat(Arrays.equals(found, before) || Arrays.equals(found, after))
          .as("after " + records + " records")
          .isTrue();
      applied += Arrays.equals(found, after) ? 1 : 0;
    }
    assertThat(applied).isBetween(1, 15);
  }
}
