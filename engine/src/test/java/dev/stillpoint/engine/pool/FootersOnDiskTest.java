package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers say all that a footer says; still, nobody has to read them for one that was written. */
class FootersOnDiskTest {
  private static final int BLOCK = 4096;
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 8 << 20, 0, 64 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;

  /** A segment that is nearly full, and durable; nothing else of it waits for a sync. */
  @BeforeEach
  void fillMostOfASegment() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = open(storage);
    pool.createVolume(new VolumeId(1), 128 * BLOCK);
    write(pool, 0, 45);
    pool.openVolume(new VolumeId(1)).flush();
  }

  private static Pool open(MemoryStorage on) throws IOException {
    return Pool.open(on, OPTIONS, InstantSource.system(), null);
  }

  private static void write(Pool to, int block, int count) throws BlockFault {
    byte[] bytes = new byte[count * BLOCK];
    Arrays.fill(bytes, (byte) 1);
    BlockDevice disk = to.openVolume(new VolumeId(1));
    disk.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private static void readsWithoutTheHeaders(Pool from) throws BlockFault {
    byte[] found = new byte[75 * BLOCK];
    from.openVolume(new VolumeId(1)).read(0, MemorySegment.ofArray(found));
    assertThat(found).containsOnly(1);
    assertThat(from.stats().lostFooterPageCount()).isZero();
  }

  @Test
  void aFooterIsDurableWithTheFlushBehindIt() throws Exception {
    write(pool, 45, 30);
    pool.openVolume(new VolumeId(1)).flush();
    pool.checkpoint();
    readsWithoutTheHeaders(open(storage.synced()));
  }

  @Test
  void aFooterThatACrashCutOffIsWrittenAgainAtTheNextOpening() throws Exception {
    MemoryStorage cut = storage.synced();
    write(pool, 45, 30);
    pool.writeOut();
    pool.abandon();
    byte[] second = storage.contents("segment-000001");
    System.arraycopy(second, 0, cut.contents("segment-000001"), 0, second.length);
    readsWithoutTheHeaders(open(cut));
    Pool again = open(cut.synced());
    again.checkpoint();
    readsWithoutTheHeaders(again);
    again.abandon();
    readsWithoutTheHeaders(open(cut.synced()));
  }
}
