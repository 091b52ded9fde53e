package dev.stillpoint.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the next may begin. */
class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void whoComesWithoutPauseKeepsTheRate() {
    Pace pace = new Pace(1000, 0);
    double last = 0;
    for (int i = 0; i <= 3000; i++) {
      last = pace.take(1, 0);
    }
    assertThat(last).isEqualTo(3.0 * SECOND);
  }

  @Test
  void aLargeOneIsPaidForByTheNext() {
    Pace pace = new Pace(1 << 20, 0);
    assertThat(pace.take(2 << 20, 0)).isZero();
    assertThat(pace.take(1, 0)).isEqualTo(2.0 * SECOND);
  }

  @Test
  void aPauseSavesUpALittleAndNoMore() {
    Pace pace = new Pace(1000, 0);
    long now = 100 * SECOND;
    int atOnce = 0;
    while (pace.take(1, now) <= now) {
      atOnce++;
    }
    assertThat(atOnce).as("what 50 ms are worth, and the one that comes").isEqualTo(51);
  }
}
