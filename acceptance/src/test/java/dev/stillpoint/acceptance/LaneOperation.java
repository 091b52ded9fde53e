package dev.stillpoint.acceptance;

/**
 * One change of a lane, as the client that sent it knows it. Stamps come from one counter, so that
 * two of them tell what was answered before something else was sent.
 */
final class LaneOperation {
  /** Stamp of what was never answered. */
  static final long NEVER = Long.MAX_VALUE;

  /** Not part of a rollback. */
  static final int ALONE = 0;

  private final int from;
  private final byte[] bytes;
  private final boolean zeroing;
  private final boolean durable;
  private final int rollback;
  private final long sent;
  private long answered = NEVER;

  private LaneOperation(
      int from, byte[] bytes, boolean zeroing, boolean durable, int rollback, long sent) {
    this.from = from;
    this.bytes = bytes;
    this.zeroing = zeroing;
    this.durable = durable;
    this.rollback = rollback;
    this.sent = sent;
  }

  static LaneOperation write(int from, byte[] bytes, boolean durable, long sent) {
    return new LaneOperation(from, bytes, false, durable, ALONE, sent);
  }

  static LaneOperation zero(int from, int length, boolean durable, long sent) {
    return new LaneOperation(from, new byte[length], true, durable, ALONE, sent);
  }

  /** The whole lane goes back to what a snapshot holds, with all lanes of the same rollback. */
  static LaneOperation rollback(int number, byte[] bytes, long sent) {
    return new LaneOperation(0, bytes, false, true, number, sent);
  }

  void answered(long stamp) {
    answered = stamp;
  }

  /** First byte, counted from the lane's. */
  int from() {
    return from;
  }

  /** First byte behind it. */
  int to() {
    return from + bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A trim or a write of zeros, which the engine may log as several records. */
  boolean zeroing() {
    return zeroing;
  }

  /** Whether its answer promised that it is on stable storage. */
  boolean durable() {
    return durable;
  }

  /** Number of the rollback that it belongs to, or {@link #ALONE}. */
  int rollback() {
    return rollback;
  }

  long sent() {
    return sent;
  }

  long answered() {
    return answered;
  }

  @Override
  public String toString() {
    String what = rollback != ALONE ? "rollback " + rollback : zeroing ? "zeros" : "write";
    return what
        + (durable ? " (durable)" : "")
        + " of bytes "
        + from
        + " to "
        + to()
        + ", sent "
        + sent
        + (answered == NEVER ? ", never answered" : ", answered " + answered);
  }
}
