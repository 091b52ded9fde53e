package dev.stillpoint.demo.workload;

import java.util.Arrays;

/** How long writes waited for their answers, read out of the records once the writer has rested. */
public final class Latencies {
  private final WriteRecords records;

  /** Over these records. */
  public Latencies(WriteRecords records) {
    this.records = records;
  }

  /**
   * The longest write that was in flight at any moment of a window.
   *
   * @return nanoseconds from sending to answer; zero if no write was in flight
   */
  public long longestDuring(long fromNanos, long untilNanos) {
    long longest = 0;
    for (long n = 0; n < records.begun(); n++) {
      for (Role role : Role.values()) {
        long sent = records.sentAt(n, role);
        long answered = records.answeredAt(n, role);
        if (answered != 0 && sent < untilNanos && answered > fromNanos) {
          longest = Math.max(longest, answered - sent);
        }
      }
    }
    return longest;
  }

  /** The distribution over all writes of the run. */
  public Distribution all() {
    long[] latencies = new long[(int) (records.begun() * Role.values().length)];
    int count = 0;
    for (long n = 0; n < records.begun(); n++) {
      for (Role role : Role.values()) {
        long answered = records.answeredAt(n, role);
        if (answered != 0) {
          latencies[count++] = answered - records.sentAt(n, role);
        }
      }
    }
    return Distribution.of(Arrays.copyOf(latencies, count));
  }

  /**
   * A sample's size and its marks, in nanoseconds.
   *
   * @param count how many were measured; the marks are zero if none was
   */
  public record Distribution(int count, long p50, long p99, long max) {
    /** Of any order; sorts the array. */
    public static Distribution of(long[] nanos) {
      if (nanos.length == 0) {
        return new Distribution(0, 0, 0, 0);
      }
      Arrays.sort(nanos);
      int last = nanos.length - 1;
      return new Distribution(
          nanos.length, nanos[last / 2], nanos[(int) (last * 0.99)], nanos[last]);
    }
  }
}
