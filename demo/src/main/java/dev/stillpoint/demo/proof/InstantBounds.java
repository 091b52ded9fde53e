package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.WriteRecords;

/**
 * Between which two moments of the client's clock an instant lies.
 *
 * @param answeredBefore what was answered before this moment must be there
 * @param sentUntil what was sent after this moment must not be there
 * @param writeThrough whether write-through log records must be there in any case, as after a crash
 */
public record InstantBounds(long answeredBefore, long sentUntil, WriteThrough writeThrough) {
  /** What is asked of log records that were answered as durable. */
  public enum WriteThrough {
    /** Nothing beyond the moments. */
    AS_ANY_WRITE,
    /** Each is there, whenever it was answered. */
    ALWAYS_THERE
  }

  /** The bounds of a call that was sent at one moment and answered at another. */
  public static InstantBounds ofCall(long sentNanos, long answeredNanos) {
    return new InstantBounds(sentNanos, answeredNanos, WriteThrough.AS_ANY_WRITE);
  }

  /** The present of a writer at rest: all that was answered is there, nothing else exists. */
  public static InstantBounds ofPresent() {
    return new InstantBounds(Long.MAX_VALUE, Long.MAX_VALUE, WriteThrough.AS_ANY_WRITE);
  }

  /**
   * After a crash: at least all that was answered before the last flush that was answered, and
   * every write-through write.
   */
  public static InstantBounds afterCrash(WriteRecords records) {
    return new InstantBounds(records.durableBefore(), Long.MAX_VALUE, WriteThrough.ALWAYS_THERE);
  }
}
