package dev.stillpoint.demo.workload;

/**
 * How many transactions may begin: a purse that time fills, up to a purse full, and each beginning
 * empties by one.
 *
 * <p>It leaves the machine some air, so that the latencies that are measured are those of the disks
 * and not of a queue for the processors. Not for several threads at once.
 */
final class Allowance {
  private final double perNano;
  private final double most;
  private double left;
  private long filledNanos;

  /**
   * A full purse.
   *
   * @param perSecond how many it gains in a second
   * @param most how many it holds
   */
  Allowance(long perSecond, int most, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.most = most;
    this.left = most;
    this.filledNanos = nowNanos;
  }

  /** Adds what the time since the last filling earned. */
  void fill(long nowNanos) {
    left = Math.min(most, left + (nowNanos - filledNanos) * perNano);
    filledNanos = nowNanos;
  }

  /** Takes one if there is one. */
  boolean take() {
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }
}
