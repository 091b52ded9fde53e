package dev.stillpoint.engine.clean;

import dev.stillpoint.engine.format.BatchHeader;
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

  /**
   * Blocks that the frames of moved batches take, roughly: a small segment that is only as full as
   * they allow would be emptied again and again without any gain.
   */
  private static final int FRAMES = 2 * BatchHeader.FRAME_BLOCKS;

  /** How busy the pool is with requests; cleaning waits for quiet as long as space allows. */
  public enum Load {
    /** Nobody wrote for a while: clean down to 1.3 times the live data, and 3 segments. */
    QUIET(13, 3),
    /** Somebody writes: the emptier the victims, the less is moved; 1.8 times, and 3. */
    BUSY(18, 3),
    /** Writers have to help from here on: 2.2 times, and 4. */
    OVERDUE(22, 4);

    private final int tenths;
    private final int more;

    Load(int tenths, int more) {
      this.tenths = tenths;
      this.more = more;
    }

    long segments(Segments segments, long liveBlocks) {
      return more + liveBlocks * tenths / (10L * segments.geometry().logBlocks());
    }
  }

  /**
   * Whether there is more dead log than the pool should carry under that load. What is kept for the
   * past does not count: nobody may empty it.
   */
  public static boolean due(Segments segments, Load load) {
    Segments.Kept kept = segments.kept();
    long live = segments.liveBlocks() - kept.liveBlocks();
    return segments.inUse() - kept.slots() > load.segments(segments, live);
  }

  /**
   * The slot to empty next.
   *
   * @param excluded sequence numbers of segments that hold something that cannot be moved
   * @return -1 when none is worth it
   */
  public static int victim(Segments segments, Set<Long> excluded) {
    int best = -1;
    int logBlocks = segments.geometry().logBlocks();
    int bestLive = Math.min(logBlocks * FULL_PERCENT / 100, logBlocks - FRAMES);
    for (int slot = 0; slot < segments.geometry().slots(); slot++) {
      if (segments.state(slot) == Segments.State.CLOSED
          && segments.liveIn(slot) > 0
          && segments.liveIn(slot) < bestLive
          && !segments.kept(slot)
          && !excluded.contains(segments.sequence(slot))) {
        best = slot;
        bestLive = segments.liveIn(slot);
      }
    }
    return best;
  }
}
