package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.pool.PoolOptions;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.MemoryPlan;
import dev.stillpoint.server.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsTest {
  @TempDir private Path directory;

  @Test
  void aPoolHasTheMemoryThatThePlanSays() throws Exception {
    MemoryPlan plan = MemoryPlan.DEFAULT.within(224L << 20);
    try (DataDirectory data = DataDirectory.openOrMake(directory.resolve("data"))) {
      Files.createDirectories(data.pool());
      PoolOptions options = Rooms.options(data, Config.PoolConfig.DEFAULT, plan);
      assertThat(options.mapCacheBytes()).isEqualTo(96L << 20);
      assertThat(options.footerBytes()).isEqualTo(32L << 20);
      assertThat(options.bufferBytes()).isEqualTo(plan.bufferBytes());
      assertThat(options.cacheBytes()).isEqualTo(plan.cacheBytes());
    }
  }
}
