package dev.stillpoint.engine.pool;

import java.time.InstantSource;

/** How much a pass may read by now. Serves one thread at a time. */
final class ScrubPace {
  /** While somebody writes, a pass reads this many times slower. */
  private static final int SLOWER = 4;

  private static final long MILLIS_SAVED_MAX = 100;
  private static final long SECOND_MILLIS = 1000;

  private final Elapsed elapsed;
  private long countedTo;
  private long allowedBytes;

  ScrubPace(InstantSource clock) {
    elapsed = new Elapsed(clock);
  }

  /** Whether anything is allowed now; what was not used counts for a tenth of a second only. */
  boolean allows(long bytesPerSecond, boolean busy) {
    long rate = busy ? bytesPerSecond / SLOWER : bytesPerSecond;
    long now = elapsed.millis();
    long passed = Math.min(now - countedTo, SECOND_MILLIS);
    countedTo = now;
    long most = rate * MILLIS_SAVED_MAX / SECOND_MILLIS;
    allowedBytes = Math.min(most, allowedBytes + rate * passed / SECOND_MILLIS);
    return allowedBytes > 0;
  }

  void spent(long bytes) {
    allowedBytes -= bytes;
  }
}
