package dev.stillpoint.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to measure of the API.
 *
 * @param groups how many groups of ten disks fill the catalog before the second measurement, 0 to
 *     100,000; with 0 there is no second one
 * @param callers how many calls are under way at a time, 1 to 256
 * @param sampleTime how long one measurement lasts, 1 s to 1 h
 * @param directory where the temporary directory is made
 * @param json one JSON document instead of a text
 */
public record ApiBenchOptions(
    int groups, int callers, Duration sampleTime, Path directory, boolean json) {
  public ApiBenchOptions {
    require(groups >= 0 && groups <= 100_000, "groups must be 0 to 100000, not " + groups);
    require(callers >= 1 && callers <= 256, "callers must be 1 to 256, not " + callers);
    require(
        sampleTime.toSeconds() >= 1 && sampleTime.compareTo(Duration.ofHours(1)) <= 0,
        "a sample must last 1 s to 1 h, not " + sampleTime);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
