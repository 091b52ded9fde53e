package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads that ask for durable writes at once, over a disk whose syncs take their time. */
@Timeout(120)
class GroupCommitTest {
  private static final int WRITERS = 16;
  private static final int SYNC_NANOS = 300_000;
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 64 << 20, 24 << 20, 1 << 20, 4 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private final AtomicLongArray answered = new AtomicLongArray(WRITERS);
  private Pool pool;

  @BeforeEach
  void createPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), 4 << 20);
    storage.beforeSync = () -> LockSupport.parkNanos(SYNC_NANOS);
  }

  /** Writes 1, 2, 3 and so on to a block of its own, each durable before the next. */
  private Thread writer(int index, int writes, List<Throwable> refused) {
    return Thread.ofPlatform()
        .start(() -> {
          try (BlockDevice disk = pool.openVolume(new VolumeId(1))) {
            MemorySegment block = MemorySegment.ofArray(new byte[4096]);
            for (long value = 1; value <= writes; value++) {
              block.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
              disk.write(index * 4096L, block, Durability.DURABLE);
              answered.set(index, value);
            }
          } catch (BlockFault | RuntimeException e) {
            synchronized (refused) {
              refused.add(e);
            }
          }
        });
  }

  private List<Thread> writers(int writes, List<Throwable> refused) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      threads.add(writer(i, writes, refused));
    }
    return threads;
  }

  private long[] inTheSyncedBytesAlone() throws IOException, BlockFault {
    Pool cut = Pool.open(storage.synced(), OPTIONS, InstantSource.system(), null);
    long[] values = new long[WRITERS];
    try (BlockDevice disk = cut.openVolume(new VolumeId(1))) {
      MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
      for (int i = 0; i < WRITERS; i++) {
        disk.read(i * 4096L, bytes);
        values[i] = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
      }
    }
    return values;
  }

  @Test
  @Proves("engine/2")
  void manyWritersShareASyncAndEachAnswerIsDurable() throws Exception {
    List<Throwable> refused = new ArrayList<>();
    List<Thread> threads = writers(100, refused);
    for (int look = 0; look < 5; look++) {
      LockSupport.parkNanos(3_000_000);
      long[] before = new long[WRITERS];
      for (int i = 0; i < WRITERS; i++) {
        before[i] = answered.get(i);
      }
      long[] found = inTheSyncedBytesAlone();
      for (int i = 0; i < WRITERS; i++) {
        assertThat(found[i]).isGreaterThanOrEqualTo(before[i]);
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(refused).isEmpty();
    assertThat(inTheSyncedBytesAlone()).containsOnly(100);
    assertThat(pool.stats().syncedWriteCount()).isEqualTo(100L * WRITERS);
    assertThat(pool.stats().writesPerSync()).isGreaterThan(WRITERS / 4.0);
  }

  @Test
  @Proves("engine/2")
  void aSyncThatFailsFailsEverybodyWhoWaits() throws Exception {
    AtomicInteger left = new AtomicInteger(5);
    storage.beforeSync =
        () -> {
          LockSupport.parkNanos(SYNC_NANOS);
          if (left.getAndDecrement() <= 0) {
            throw new UncheckedIOException(new IOException("the medium is gone"));
          }
        };
    List<Throwable> refused = new ArrayList<>();
    for (Thread thread : writers(Integer.MAX_VALUE, refused)) {
      thread.join();
    }
    assertThat(refused).hasSize(WRITERS);
    assertThat(pool.inService()).isFalse();
    storage.beforeSync = () -> {};
    long[] found = inTheSyncedBytesAlone();
    for (int i = 0; i < WRITERS; i++) {
      assertThat(found[i]).isGreaterThanOrEqualTo(answered.get(i));
    }
  }

  @Test
  void anInterruptedWriterStillWaitsForItsAnswer() throws Exception {
    List<Throwable> refused = new ArrayList<>();
    List<Thread> threads = writers(20, refused);
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(refused).isEmpty();
    assertThat(inTheSyncedBytesAlone()).containsOnly(20);
  }
}
