package dev.stillpoint.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time points are whole hours of weekdays, UTC+8. */
class TimetableTest {
  private static final long HOUR = 3_600_000;

  private static Instant next(Timetable timetable, String after) {
    return Instant.ofEpochMilli(timetable.next(Instant.parse(after).toEpochMilli()));
  }

  private static Instant latest(Timetable timetable, String at) {
    return Instant.ofEpochMilli(timetable.latest(Instant.parse(at).toEpochMilli()));
  }

  @Test
  void mondayAtOneIsSundayAtFiveOfGreenwich() {
    Timetable mondayAtOne = new Timetable(1 << 1, 1 << 1);
    assertThat(next(mondayAtOne, "2026-11-25T00:00:00Z")).isEqualTo("2026-11-29T17:00:00Z");
    assertThat(latest(mondayAtOne, "2026-11-25T00:00:00Z")).isEqualTo("2026-11-22T17:00:00Z");
  }

  @Test
  void aTimePointIsItsOwnLatestAndNeverItsNext() {
    Timetable sundayAtMidnight = new Timetable(1, 1 << 7);
    String point = "2026-11-28T16:00:00Z";
    assertThat(latest(sundayAtMidnight, point)).isEqualTo(point);
    assertThat(latest(sundayAtMidnight, "2026-11-28T15:59:59.999Z"))
        .isEqualTo("2026-11-21T16:00:00Z");
    assertThat(next(sundayAtMidnight, point)).isEqualTo("2026-12-05T16:00:00Z");
  }

  @Test
  void nextAndLatestMeet() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      Timetable timetable =
          new Timetable(1 + random.nextInt((1 << 24) - 1), (1 + random.nextInt(127)) << 1);
      long at = Math.abs(random.nextLong() % (100L * 365 * 24 * HOUR));
      long next = timetable.next(at);
      long latest = timetable.latest(at);
      assertThat(latest).isLessThanOrEqualTo(at);
      assertThat(next).isGreaterThan(at);
      assertThat(timetable.next(latest)).isEqualTo(next);
      assertThat(timetable.latest(next - 1)).isEqualTo(latest);
    }
  }
}
