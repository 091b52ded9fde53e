package dev.stillpoint.demo.workload;

/**
 * How a transaction's log record is made durable before its pages go out, chosen by seed and
 * number.
 */
public enum LogSync {
  /** Not at all: most log records are only answered. */
  NONE,
  /** The record is written through (FUA), about one in 32. */
  WRITE_THROUGH,
  /** The record is flushed after its answer, about one in 64. */
  FLUSH;

  /** The choice for one transaction. */
  public static LogSync of(long seed, long transaction) {
    long draw = BlockContent.mix(seed * 31 + transaction) & 63;
    if (draw == 0) {
      return FLUSH;
    }
    return draw <= 2 ? WRITE_THROUGH : NONE;
  }
}
