package dev.stillpoint.engine.clean;

import dev.stillpoint.engine.space.Segments;
import java.util.Set;

/**
 * The greedy policy: the emptiest closed segment first (Rosenblum and Ousterhout, "The Design and
 * Implementation of a Log-Structured File System", 1991). Pure functions over the accounting; the
 * caller holds the pool's lock.
 */
public final class CleanPolicy {
  private CleanPolicy() {}

  /** A segment fuller than this many percent is not worth moving. */
  private static final int FULL_PERCENT = 90;

  /** Segments that the log may occupy without being cleaned: 1.35 times the live data, and 4. */
  static long softLimit(Segments segments) {
    return 4 + segments.liveBlocks() * 27 / (20L * segments.geometry().logBlocks());
  }

  /** Segments beyond which writers help to clean: 2.2 times the live data, and 8. */
  static long hardLimit(Segments segments) {
    return 8 + segments.liveBlocks() * 11 / (5L * segments.geometry().logBlocks());
  }

  /** Whether there is more dead log than the pool should carry. */
  public static boolean due(Segments segments) {
    return segments.inUse() > softLimit(segments);
  }

  /** Whether writers should wait for cleaning. */
  public static boolean overdue(Segments segments) {
    return segments.inUse() > hardLimit(segments);
  }

  /**
   * The slot to empty next.
   *
   * @param excluded slots that hold something that cannot be moved
   * @return -1 when none is worth it
   */
  public static int victim(Segments segments, Set<Integer> excluded) {
    int best = -1;
    int bestLive = segments.geometry().logBlocks() * FULL_PERCENT / 100;
    for (int slot = 0; slot < segments.geometry().slots(); slot++) {
      if (segments.state(slot) == Segments.State.CLOSED
          && segments.liveIn(slot) > 0
          && segments.liveIn(slot) < bestLive
          && !excluded.contains(slot)) {
        best = slot;
        bestLive = segments.liveIn(slot);
      }
    }
    return best;
  }
}
