package dev.stillpoint.server.exports;

/**
 * Says when the next of a sequence may happen so that they keep a rate: each pays with time that
 * the next has to wait for. What was not used for a while is saved up to a bound. Not thread-safe.
 */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  /** What may be saved up. */
  private static final double SAVED_NANOS = 5e7;

  private final double nanosPerUnit;
  private double paidUntil;

  /**
   * @param perSecond positive
   * @param now nanoseconds of any clock
   */
  Pace(long perSecond, long now) {
    nanosPerUnit = NANOS_PER_SECOND / perSecond;
    paidUntil = now;
  }

  /** When something of that many units may happen; it is paid for from then on. */
  double take(long units, long now) {
    double begin = Math.max(paidUntil, now - SAVED_NANOS);
    paidUntil = begin + units * nanosPerUnit;
    return begin;
  }
}
