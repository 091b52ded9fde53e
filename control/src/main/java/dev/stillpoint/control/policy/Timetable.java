package dev.stillpoint.control.policy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole hours of weekdays, in the time of the cloud's policies, UTC+8.
 *
 * @param hours bit N stands for hour N, 0 to 23
 * @param weekdays bit N stands for weekday N, 1 is Monday, 7 is Sunday
 */
record Timetable(int hours, int weekdays) {
  /** The time in which policies speak of hours and days. */
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  static final int HOURS = 24;
  static final int WEEKDAYS = 7;

  /** Hours until every time point was met. */
  private static final int HOURS_OF_WEEK = HOURS * WEEKDAYS;

  /** The first time point behind an instant, milliseconds since 1970. */
  long next(long after) {
    return search(hour(after).plusHours(1), 1);
  }

  /** The last time point up to an instant. */
  long latest(long at) {
    return search(hour(at), -1);
  }

  private long search(OffsetDateTime from, int step) {
    OffsetDateTime time = from;
    for (int i = 0; i <= HOURS_OF_WEEK; i++) {
      if (holds(hours, time.getHour()) && holds(weekdays, time.getDayOfWeek().getValue())) {
        return time.toInstant().toEpochMilli();
      }
      time = time.plusHours(step);
    }
    throw new IllegalStateException("a timetable has a time point in each week");
  }

  private static OffsetDateTime hour(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZONE).truncatedTo(ChronoUnit.HOURS);
  }

  private static boolean holds(int bits, int number) {
    return (bits & 1 << number) != 0;
  }

  /** The numbers whose bits are set, as clients write them. */
  static List<String> numbers(int bits) {
    return IntStream.range(0, HOURS)
        .filter(number -> holds(bits, number))
        .mapToObj(Integer::toString)
        .toList();
  }
}
