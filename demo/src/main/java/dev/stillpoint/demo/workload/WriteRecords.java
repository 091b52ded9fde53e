package dev.stillpoint.demo.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The writer's own memory of what it sent and when it was answered: the witness against which disks
 * are judged.
 *
 * <p>A moment of sending is taken before the bytes go out and a moment of answering after the
 * answer came in, so that the true interval lies inside the recorded one. Times are {@link Ticker}
 * nanoseconds, zero stands for "not yet". Threads that write differ per transaction; readers come
 * after the writer was drained or its connections closed.
 */
public final class WriteRecords {
  /** How many transactions a run can hold. */
  public static final int TRANSACTIONS_MAX = 1 << 20;

  private static final int CHUNK = 1 << 14;
  private static final int TIMES = 2 * 4;

  private final List<long[]> chunks = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong durableBefore = new AtomicLong(Long.MIN_VALUE);

  /**
   * Makes room for the next transaction, whose number is how many were begun before. One thread at
   * a time.
   */
  public void begin(long transaction) {
    if (transaction != begun.get() || transaction >= TRANSACTIONS_MAX) {
      throw new IllegalStateException("transaction " + transaction + " after " + begun.get());
    }
    if (transaction / CHUNK == chunks.size()) {
      chunks.add(new long[CHUNK * TIMES]);
    }
    begun.incrementAndGet();
  }

  /** Notes that a part is about to be sent. */
  public void sent(long transaction, Role role, long nanos) {
    chunk(transaction)[index(transaction, role)] = nanos;
  }

  /** Notes that a part was answered as done. */
  public void answered(long transaction, Role role, long nanos) {
    chunk(transaction)[index(transaction, role) + 1] = nanos;
    if (role == Role.COMMIT) {
      completed.incrementAndGet();
    }
  }

  /**
   * Notes that a flush or a write-through write, sent at that moment, was answered: all that was
   * answered before it is durable.
   */
  public void durable(long sentNanos) {
    durableBefore.accumulateAndGet(sentNanos, Math::max);
  }

  /** When a part was sent, zero if never. */
  public long sentAt(long transaction, Role role) {
    return chunk(transaction)[index(transaction, role)];
  }

  /** When a part was answered, zero if never. */
  public long answeredAt(long transaction, Role role) {
    return chunk(transaction)[index(transaction, role) + 1];
  }

  /** How many transactions were begun; their numbers are below this. */
  public long begun() {
    return begun.get();
  }

  /** How many transactions were answered to the end. */
  public long completed() {
    return completed.get();
  }

  /**
   * The moment before which every answered write is known to be durable; {@link Long#MIN_VALUE} if
   * none was flushed.
   */
  public long durableBefore() {
    return durableBefore.get();
  }

  private long[] chunk(long transaction) {
    return chunks.get((int) (transaction / CHUNK));
  }

  private static int index(long transaction, Role role) {
    return (int) (transaction % CHUNK) * TIMES + role.number() * 2;
  }
}
