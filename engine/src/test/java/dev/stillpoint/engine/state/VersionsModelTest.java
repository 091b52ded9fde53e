package dev.stillpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Volumes are written, trimmed, frozen, cloned, rolled back and deleted at random, with tiny nodes,
 * room for a few of them, checkpoints and returns to them; and whatever happens, what is reported
 * dead is exactly what no version reaches, each block and each node once; and what a deletion frees
 * is what was told before.
 */
class VersionsModelTest {
  @ParameterizedTest
  @Proves({"engine/5", "engine/8"})
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyBlockAndNodeDiesExactlyOnce(long seed) throws IOException {
    VersionsWorld world = new VersionsWorld(seed);
    for (int step = 0; step < 4000; step++) {
      world.step();
    }
    world.settle();
    assertThat(world.deaths()).isPositive();
    assertThat(world.returns()).isPositive();
    assertThat(world.walked()).isPositive();
    assertThat(world.freed()).isPositive();
  }
}
