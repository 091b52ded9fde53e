package dev.stillpoint.bench.load;

/**
 * How many requests took how long: exact in number, the longest and the sum; times are counted in
 * steps of a thirty-second of their size. For one thread.
 */
public final class Latencies {
  private static final int STEP_BITS = 5;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int BUCKETS = (Long.SIZE - STEP_BITS) * STEPS;

  private final long[] counts = new long[BUCKETS];
  private long count;
  private long longest;

  /** Counts one request. */
  public void add(long nanos) {
    counts[bucket(Math.max(nanos, 0))]++;
    count++;
    longest = Math.max(longest, nanos);
  }

  /** Counts all of another's. */
  public void add(Latencies other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    longest = Math.max(longest, other.longest);
  }

  /** How many were counted. */
  public long count() {
    return count;
  }

  /** The longest, in nanoseconds; 0 of none. */
  public long longest() {
    return longest;
  }

  /**
   * A time that at most the rest of the requests exceeded.
   *
   * @param part 0 to 1; 0.999 leaves one in a thousand
   * @return nanoseconds, rounded up to the end of a step but never above the longest; 0 of none
   */
  public long within(double part) {
    long wanted = (long) Math.ceil(part * count);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(last(i), longest);
      }
    }
    return longest;
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
    return (shift + 1) * STEPS + (int) (nanos >>> shift) - STEPS;
  }

  /** The longest time of a bucket. */
  private static long last(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
  }
}
