package dev.stillpoint.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to measure.
 *
 * @param sizeBytes working set of each contender, 16 MiB to 1 TiB, a multiple of 1 MiB
 * @param rounds how often each row is measured on each contender, 1 to 1000
 * @param sampleTime how long one measurement lasts, 1 s to 1 h; a second of warming up comes before
 * @param directory where the temporary directory is made; all contenders keep their bytes there
 * @param json one JSON document instead of a text
 */
public record BenchOptions(
    long sizeBytes, int rounds, Duration sampleTime, Path directory, boolean json) {
  private static final long MIB = 1 << 20;

  public BenchOptions {
    require(
        sizeBytes >= 16 * MIB && sizeBytes <= MIB * MIB && sizeBytes % MIB == 0,
        "the size must be 16 MiB to 1 TiB in whole MiB, not " + sizeBytes + " bytes");
    require(rounds >= 1 && rounds <= 1000, "rounds must be 1 to 1000, not " + rounds);
    require(
        sampleTime.toSeconds() >= 1 && sampleTime.compareTo(Duration.ofHours(1)) <= 0,
        "a sample must last 1 s to 1 h, not " + sampleTime);
  }

  /** A gibibyte, five rounds of four seconds, in the system's temporary directory, as text. */
  public static BenchOptions defaults() {
    return new BenchOptions(
        1024 * MIB, 5, Duration.ofSeconds(4), Path.of(System.getProperty("java.io.tmpdir")), false);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
