package dev.stillpoint.engine.pool;

import java.time.Duration;

/**
 * When a pool is scrubbed, and how fast.
 *
 * @param every how long after a pass the next one begins by itself; zero for never
 * @param bytesPerSecond that a pass reads at most while nobody writes; while somebody does, a
 *     quarter of it
 */
public record ScrubPlan(Duration every, long bytesPerSecond) {
  private static final long MIB = 1L << 20;

  /** Nothing happens by itself. */
  public static final ScrubPlan ON_REQUEST = new ScrubPlan(Duration.ZERO, 32 * MIB);

  /** Every thirty days, at most 32 MiB/s. */
  public static final ScrubPlan DEFAULT = new ScrubPlan(Duration.ofDays(30), 32 * MIB);

  public ScrubPlan {
    if (bytesPerSecond < MIB || every.isNegative()) {
      throw new IllegalArgumentException(
          "a pass reads at least 1 MiB/s, and never in the past: " + bytesPerSecond + ", " + every);
    }
  }
}
