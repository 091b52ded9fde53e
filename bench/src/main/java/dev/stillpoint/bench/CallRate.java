package dev.stillpoint.bench;

import java.util.Arrays;

/**
 * How fast calls were answered.
 *
 * @param calls how many were answered
 * @param seconds in how long
 * @param median half of them took no longer, in milliseconds
 * @param slowest one in a hundred took longer, in milliseconds
 */
record CallRate(long calls, double seconds, double median, double slowest) {
  /**
   * Of the times of all calls.
   *
   * @param nanos of each call; at least one
   */
  static CallRate of(long[] nanos, double seconds) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new CallRate(sorted.length, seconds, at(sorted, 0.5), at(sorted, 0.99));
  }

  /** Calls a second. */
  double perSecond() {
    return calls / seconds;
  }

  private static double at(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(index, 0)] / 1e6;
  }
}
