package dev.stillpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.pool.PoolOptions;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two threads of an engine: what they do unasked, and that they end. */
@Timeout(60)
class EmbeddedEngineTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 8 << 20, 1 << 20, 1 << 20, true);

  @TempDir private Path directory;

  private EmbeddedEngine open() throws Exception {
    return EmbeddedEngine.open(directory, OPTIONS, InstantSource.system());
  }

  private static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("stillpoint-(flusher|keeper)"))
        .count();
  }

  @Test
  void whatNobodyFlushesIsWrittenOutAllTheSame() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.createVolume(new VolumeId(1), 1 << 20);
      try (BlockDevice disk = engine.openVolume(new VolumeId(1))) {
        disk.write(0, MemorySegment.ofArray(new byte[4096]), Durability.VOLATILE);
      }
      while (engine.stats().bufferedBytes() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(engine.stats().appendedBytes()).isPositive();
      assertThat(engine.inService()).isTrue();
    }
  }

  @Test
  void bothThreadsHaveEndedWhenItIsClosed() throws Exception {
    long before = ownThreads();
    for (int i = 0; i < 5; i++) {
      EmbeddedEngine engine = open();
      assertThat(ownThreads()).isEqualTo(before + 2);
      engine.close();
      assertThat(ownThreads()).isEqualTo(before);
    }
  }
}
