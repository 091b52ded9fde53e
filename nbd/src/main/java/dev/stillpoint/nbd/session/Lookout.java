package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Looks for the next request of a client that sends one at a time, for about as long as it takes to
 * come, before the thread goes to sleep: to fall asleep and to be woken costs both sides more. Only
 * where a processor is free for it, and who looks in vain does so the more rarely: where processors
 * are short, clients take longer to send. For the connection's thread.
 */
final class Lookout {
  private static final long LOOK_NANOS = 30_000;
  private static final int REST_SHIFT_MAX = 10;

  private final BooleanSupplier free;
  private final LongSupplier nanoTicker;

  /** Looks in vain, less those that were not. */
  private int vain;

  /** Requests that are received without looking out. */
  private int rest;

  /** One look that waits for nothing. */
  @FunctionalInterface
  interface Look {
    /** Bytes that came, or {@link StreamSocket#NOTHING}. */
    long once() throws IOException;
  }

  /**
   * Makes one for a connection.
   *
   * @param free whether a processor is free for it
   */
  Lookout(BooleanSupplier free, LongSupplier nanoTicker) {
    this.free = free;
    this.nanoTicker = nanoTicker;
  }

  /** Looks for a short while, or not at all; what the last look answered. */
  long lookOut(Look look) throws IOException {
    if (rest > 0) {
      rest--;
      return StreamSocket.NOTHING;
    }
    if (!free.getAsBoolean()) {
      return StreamSocket.NOTHING;
    }
    long begun = nanoTicker.getAsLong();
    long count = look.once();
    while (count == StreamSocket.NOTHING && nanoTicker.getAsLong() - begun < LOOK_NANOS) {
      Thread.onSpinWait();
      count = look.once();
    }
    boolean inVain = count == StreamSocket.NOTHING;
    vain = inVain ? Math.min(vain + 1, REST_SHIFT_MAX) : Math.max(vain - 1, 0);
    rest = (1 << vain) - 1;
    return count;
  }
}
