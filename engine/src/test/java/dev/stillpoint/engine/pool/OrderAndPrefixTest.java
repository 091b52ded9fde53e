package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.recovery.ReplayCase;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The total order of answered writes, and what a torn log leaves of it. */
class OrderAndPrefixTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 8 << 20, 1 << 20, 2 << 20, true);
  private static final int BLOCKS = 4096;

  @Test
  @Proves("engine/1")
  void aWriteAnsweredBeforeAnotherWasSentComesFirstOnWhicheverDisk() throws Exception {
    MemoryStorage storage = new MemoryStorage();
    PoolOptions roomy = OPTIONS.withPoolBytes(256 << 20);
    Pool.create(storage, roomy, new Random(1));
    Map<Long, Long> lsnOf = new ConcurrentHashMap<>();
    Pool pool =
        Pool.open(
            storage,
            roomy,
            InstantSource.system(),
            (lsn, record) -> {
              if (record instanceof LogRecord.Write w) {
                lsnOf.put(w.volume() << 32 | w.block(), lsn);
              }
            });
    pool.createVolume(new VolumeId(1), BLOCKS * 4096L);
    pool.createVolume(new VolumeId(2), BLOCKS * 4096L);
    Thread[] pairs = new Thread[4];
    for (int p = 0; p < pairs.length; p++) {
      int pair = p;
      pairs[p] = Thread.ofPlatform().start(() -> alternate(pool, pair * 1000, 1000));
    }
    for (Thread pair : pairs) {
      pair.join();
    }
    for (int p = 0; p < pairs.length; p++) {
      long before = 0;
      for (int i = 0; i < 1000; i++) {
        long volume = 1L + i % 2;
        long lsn = lsnOf.get(volume << 32 | p * 1000 + i);
        assertThat(lsn).isGreaterThan(before);
        before = lsn;
      }
    }
  }

  /** Each write goes to the other disk than the one before, and only after its answer. */
  private static void alternate(Pool pool, int first, int count) {
    try {
      BlockDevice[] disks = {pool.openVolume(new VolumeId(1)), pool.openVolume(new VolumeId(2))};
      MemorySegment block = MemorySegment.ofArray(new byte[4096]);
      for (int i = 0; i < count; i++) {
        disks[i % 2].write((first + i) * 4096L, block, Durability.VOLATILE);
      }
    } catch (BlockFault e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Proves("engine/3")
  void aTornLogIsThePrefixBeforeTheTear() throws Exception {
    Set<ReplayCase> met = EnumSet.noneOf(ReplayCase.class);
    for (int seed = 0; seed < 60; seed++) {
      met.addAll(tearAndReopen(seed));
    }
    assertThat(met)
        .contains(
            ReplayCase.A_CONTINUES,
            ReplayCase.B_NO_HEADER,
            ReplayCase.C_BROKEN_CHAIN,
            ReplayCase.D_TORN_PAYLOAD,
            ReplayCase.E_SEGMENT_CONTINUES,
            ReplayCase.F_END_OF_LOG);
  }

  /** Writes i to block i in order, damages an unsynced place, reopens: 0 to N-1 are there. */
  private Set<ReplayCase> tearAndReopen(int seed) throws IOException, BlockFault {
    Random random = new Random(seed);
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, random);
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), BLOCKS * 4096L);
    BlockDevice disk = pool.openVolume(new VolumeId(1));
    int flushed = random.nextInt(200);
    int written = flushed + 1 + random.nextInt(200);
    write(disk, 0, flushed);
    disk.flush();
    Map<String, byte[]> durable = storage.copy();
    for (int at = flushed; at < written; at += 1 + random.nextInt(10)) {
      write(disk, at, Math.min(written, at + 10));
      pool.writeOut();
    }
    pool.abandon();
    // The power went: of a process that died alone, what left the buffer is there.
    storage.dropLastingMemory();
    damage(storage, durable, random);
    Pool again = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    again.verify();
    int found = 0;
    BlockDevice recovered = again.openVolume(new VolumeId(1));
    while (found < written && number(recovered, found) == found + 1) {
      found++;
    }
    assertThat(found).as("seed %s", seed).isGreaterThanOrEqualTo(flushed);
    for (int block = found; block < written; block++) {
      assertThat(number(recovered, block)).as("seed %s block %s", seed, block).isZero();
    }
    Set<ReplayCase> cases = EnumSet.copyOf(again.replayCases());
    // As long as most of the batches that were lost: the one behind it now follows a stranger.
    write(recovered, 0, 10);
    again.writeOut();
    again.abandon();
    Pool third = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    assertThat(number(third.openVolume(new VolumeId(1)), 2)).isEqualTo(3);
    cases.addAll(third.replayCases());
    return cases;
  }

  /** Flips a bit in one block that differs from what was durable. */
  private static void damage(MemoryStorage storage, Map<String, byte[]> durable, Random random) {
    String name = "segment-000000";
    byte[] now = storage.contents(name);
    byte[] before = durable.get(name);
    for (int tries = 0; tries < 1000; tries++) {
      int at = random.nextInt(now.length);
      if (now[at] != before[at]) {
        now[at] ^= 0x10;
        return;
      }
    }
  }

  private static void write(BlockDevice disk, int from, int to) throws BlockFault {
    MemorySegment block = MemorySegment.ofArray(new byte[4096]);
    for (int i = from; i < to; i++) {
      block.fill((byte) (i | 1));
      block.set(Layout.LONG, 0, i + 1L);
      disk.write(i * 4096L, block, Durability.VOLATILE);
    }
  }

  private static long number(BlockDevice disk, int block) throws BlockFault {
    MemorySegment bytes = MemorySegment.ofArray(new byte[4096]);
    disk.read(block * 4096L, bytes);
    return bytes.get(Layout.LONG, 0);
  }

  /** A storage whose log holds five batches of one block, each synced; the process died. */
  private static MemoryStorage fiveFlushes() throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), BLOCKS * 4096L);
    BlockDevice disk = pool.openVolume(new VolumeId(1));
    for (int i = 0; i < 5; i++) {
      write(disk, i, i + 1);
      disk.flush();
    }
    pool.abandon();
    return storage.synced();
  }

  /** Flips a bit of the header of the second of those batches, or of its copy. */
  private static void damage(MemoryStorage storage, int block) {
    storage.contents("segment-000000")[block * 4096 + 50] ^= 1;
  }

  private static final int SECOND_HEADER = 5;
  private static final int ITS_COPY = 7;

  @Test
  @Proves("engine/2")
  void aDamagedHeaderLosesNothingSinceItHasACopy() throws Exception {
    for (int place : new int[] {SECOND_HEADER, ITS_COPY}) {
      MemoryStorage storage = fiveFlushes();
      damage(storage, place);
      Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
      BlockDevice disk = pool.openVolume(new VolumeId(1));
      for (int i = 0; i < 5; i++) {
        assertThat(number(disk, i)).isEqualTo(i + 1L);
      }
    }
  }

  @Test
  @Proves("engine/2")
  void aDurablePartThatIsMissingIsToldAndNotSilentlyLost() throws Exception {
    MemoryStorage storage = fiveFlushes();
    damage(storage, SECOND_HEADER);
    damage(storage, ITS_COPY);
    assertThatThrownBy(() -> Pool.open(storage, OPTIONS, InstantSource.system(), null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was durable");
  }
}
