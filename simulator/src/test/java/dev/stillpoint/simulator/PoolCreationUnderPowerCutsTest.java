package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Until a pool was created there is none; a cut at any place leaves nothing in the way. */
class PoolCreationUnderPowerCutsTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 8 << 20, 1 << 20, 1 << 20, 1 << 20, true);

  @Test
  void aPowerCutAtAnyOperationLeavesAPoolOrNone() throws IOException, BlockFault {
    int whole = 0;
    int none = 0;
    for (int seed = 0; seed < 8; seed++) {
      for (SimStorage.Moment moment : SimStorage.Moment.values()) {
        for (int operation = 1; operation <= 16; operation++) {
          SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
          storage.cutPowerAt(operation, moment);
          try {
            Pool.create(storage, OPTIONS, new SplittableRandom(seed));
          } catch (PowerCut cut) {
            assertThat(cut).hasMessageContaining("of");
          }
          SimStorage found = storage.afterPowerCut(new SplittableRandom(seed));
          if (Pool.exists(found)) {
            whole++;
          } else {
            none++;
            Pool.create(found, OPTIONS, new SplittableRandom(seed + 1000L));
          }
          isUsable(found);
        }
      }
    }
    assertThat(whole).isPositive();
    assertThat(none).isPositive();
  }

  private static void isUsable(SimStorage storage) throws IOException, BlockFault {
    try (Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null)) {
      assertThat(pool.volumes()).isEmpty();
      pool.createVolume(new VolumeId(1), 4096);
      pool.verify();
    }
  }
}
