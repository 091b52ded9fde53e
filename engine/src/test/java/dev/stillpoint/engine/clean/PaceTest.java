package dev.stillpoint.engine.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A cleaner that asks before each step. */
class PaceTest {
  private static final int SEGMENT = 1000;
  private static final int STEP = 128;

  private final Pace pace = new Pace(SEGMENT);
  private long client;
  private long moved;

  private void cleanAsMuchAsIsAllowed() {
    while (pace.allows(client, moved)) {
      moved += STEP;
    }
  }

  @Test
  void clientsKeepSevenTenths() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      client += random.nextInt(40);
      cleanAsMuchAsIsAllowed();
      assertThat(moved).isLessThanOrEqualTo(client * 3 / 7 + STEP);
    }
    assertThat(moved).isGreaterThan(client * 3 / 7 - STEP);
  }

  @Test
  void whatWasNotUsedIsSavedForOneSegmentOnly() {
    client = 1_000_000;
    cleanAsMuchAsIsAllowed();
    assertThat(moved).isBetween((long) SEGMENT, (long) SEGMENT + STEP);
  }

  @Test
  void whatWasMovedInNeedIsNotPaidBackForEver() {
    assertThat(pace.allows(0, 1_000_000)).isFalse();
    moved = 1_000_000;
    client = SEGMENT * 7 / 3 + 10;
    assertThat(pace.allows(client, moved)).isTrue();
  }
}
