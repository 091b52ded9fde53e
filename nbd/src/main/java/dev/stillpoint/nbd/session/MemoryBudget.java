package dev.stillpoint.nbd.session;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what all connections together hold for requests that are larger than their ordinary
 * buffers. Safe for use by several threads at once.
 */
public final class MemoryBudget {
  private static final int UNIT_BYTES = 1 << 16;

  private final Semaphore units;
  private final long waitMillisMax;

  /**
   * Makes a budget.
   *
   * @param bytes at least twice the largest request, so that one connection never starves itself
   * @param waitMillisMax how long a request waits for others to give memory back
   */
  public MemoryBudget(long bytes, long waitMillisMax) {
    units = new Semaphore(Math.toIntExact(bytes / UNIT_BYTES), true);
    this.waitMillisMax = waitMillisMax;
  }

  /** Whether so many bytes may be allocated; waits a while for them. */
  boolean take(long bytes) {
    try {
      return units.tryAcquire(unitsOf(bytes), waitMillisMax, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void giveBack(long bytes) {
    units.release(unitsOf(bytes));
  }

  private static int unitsOf(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, UNIT_BYTES));
  }
}
