package dev.stillpoint.bench.load;

/**
 * The last requests that were answered, with the instant at which each began. A fixed number is
 * kept; older ones are overwritten.
 *
 * <p>One thread adds, any thread reads what was added before.
 */
public final class RequestLog {
  private static final int NANOS_OF_A_UNIT = 100;

  private final long[] begun;
  private final int[] units;
  private final int mask;
  private volatile long count;

  /**
   * An empty log.
   *
   * @param capacity how many requests are kept, a power of two
   */
  public RequestLog(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("the capacity must be a power of two, not " + capacity);
    }
    begun = new long[capacity];
    units = new int[capacity];
    mask = capacity - 1;
  }

  /** Notes one answered request; its time is kept in steps of 100 ns. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread adds.
  void add(long begunNanos, long nanos) {
    int slot = (int) count & mask;
    begun[slot] = begunNanos;
    units[slot] = (int) Math.min(nanos / NANOS_OF_A_UNIT, Integer.MAX_VALUE);
    count++;
  }

  /** How many requests were ever noted. */
  public long count() {
    return count;
  }

  /**
   * The longest request that began in a span of time.
   *
   * @param since a count that was read before the span began
   * @param fromNanos its first instant
   * @param toNanos the instant behind its last
   * @return nanoseconds; 0 when none was answered
   * @throws IllegalStateException more requests were answered since than the log keeps
   */
  public long longest(long since, long fromNanos, long toNanos) {
    long end = count;
    int longest = 0;
    for (long i = since; i < end; i++) {
      int slot = (int) i & mask;
      if (begun[slot] - fromNanos >= 0 && begun[slot] - toNanos < 0) {
        longest = Math.max(longest, units[slot]);
      }
    }
    if (count - since > mask) {
      throw new IllegalStateException(
          "a span of more than " + mask + " requests is longer than what is kept");
    }
    return (long) longest * NANOS_OF_A_UNIT;
  }
}
