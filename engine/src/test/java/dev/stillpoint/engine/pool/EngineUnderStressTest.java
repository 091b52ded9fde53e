package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.engine.EmbeddedEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real threads on the real engine, with segments so small that cleaner and checkpoints never rest.
 * {@code -Dstress.seconds=N} lasts longer.
 */
@Timeout(3600)
class EngineUnderStressTest {
  private static final int SECONDS = Integer.getInteger("stress.seconds", 4);
  private static final int SEGMENT_BYTES = 128 << 10;
  private static final PoolOptions OPTIONS =
      new PoolOptions(SEGMENT_BYTES, 64 * SEGMENT_BYTES, 4 << 20, 1 << 20, 1 << 20, true);

  @TempDir private Path directory;

  @Test
  void everyThreadFindsWhatItMustInFiles() throws Exception {
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(directory, OPTIONS, InstantSource.system(), KeyRing.EMPTY)) {
      new Stress(engine, SECONDS).run();
      assertThat(engine.inService()).isTrue();
      assertThat(engine.stats().corruptReadCount()).isZero();
      assertThat(engine.stats().cleanedBytes()).isPositive();
    }
    List<String> wrong = EmbeddedEngine.inspect(directory, OPTIONS, InstantSource.system());
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyThreadFindsWhatItMustInMemory() throws Exception {
    MemoryStorage memory = new MemoryStorage();
    Pool.create(memory, OPTIONS, new Random(1));
    Pool pool = Pool.open(memory, OPTIONS, InstantSource.system(), null);
    AtomicBoolean over = new AtomicBoolean();
    Thread flusher = crank(over, pool::writeOut);
    Thread keeper = crank(over, pool::maintain);
    try {
      new Stress(pool, SECONDS).run();
    } finally {
      over.set(true);
      flusher.join();
      keeper.join();
    }
    assertThat(pool.stats().corruptReadCount()).isZero();
    pool.verify();
    pool.close();
    Pool again = Pool.open(memory, OPTIONS, InstantSource.system(), null);
    again.verify();
    assertThat(again.inspect()).isEmpty();
  }

  /** One turn of work that is otherwise done by a thread of the engine's own. */
  @FunctionalInterface
  private interface Crank {
    boolean turn() throws BlockFault;
  }

  private static Thread crank(AtomicBoolean over, Crank crank) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            while (!over.get()) {
              if (!crank.turn()) {
                LockSupport.parkNanos(100_000);
              }
            }
          } catch (BlockFault e) {
            throw new AssertionError(e);
          }
        });
  }
}
