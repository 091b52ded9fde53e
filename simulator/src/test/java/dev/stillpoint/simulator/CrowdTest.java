package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.pool.Seams;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Several clients at once, one interleaving for each seed. {@code -Dcrowd.seed=N} runs one crowd
 * and {@code -Dcrowd.seeds=N} more fresh ones.
 */
class CrowdTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final int FIXED_SEEDS = 60;

  @BeforeAll
  static void silenceTheEngine() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  @Test
  void everyReadAndImageIsRightInTheInterleavingsThatAreAlwaysTried() {
    for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
      assertThat(Crowd.run(Seams.SOUND, seed)).isNotZero();
    }
  }

  @Test
  void soTheyAreWhereItOnceWentWrong() {
    // A segment was given back and its file deleted while somebody was about to sync it.
    assertThat(Crowd.run(Seams.SOUND, 2_000_521)).isNotZero();
    // A block was zeroed while the zeroing of a part of it looked at it.
    assertThat(Crowd.run(Seams.SOUND, 2_000_414)).isNotZero();
  }

  @Test
  void everyReadAndImageIsRightInFreshInterleavings() {
    long first = Long.getLong("crowd.seed", RandomGenerator.getDefault().nextLong() >>> 16);
    int seeds =
        System.getProperty("crowd.seed") == null ? Integer.getInteger("crowd.seeds", 20) : 1;
    for (long seed = first; seed < first + seeds; seed++) {
      assertThat(Crowd.run(Seams.SOUND, seed)).isNotZero();
    }
  }

  @Test
  void theSameSeedIsTheSameInterleaving() {
    for (long seed = 1; seed <= 6; seed++) {
      assertThat(Crowd.run(Seams.SOUND, seed)).isEqualTo(Crowd.run(Seams.SOUND, seed));
    }
  }
}
