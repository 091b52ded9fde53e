package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.wire.Wire.Command;
import java.util.concurrent.Semaphore;

/**
 * Notices a client that lets a flush follow each write, as a database's log does, and begins with
 * the flush before it is asked for: while the client takes the answer to its write. That says when
 * the work is done, never what an answer promises. One connection of a server does so at a time:
 * where many flush, another one's flush is likely to have covered the write by the time it is asked
 * for, and waiting for that earlier would only cost a wake-up. For the connection's thread.
 */
final class FlushHabit {
  /** So often in a row a flush must have followed. */
  private static final int PAIRS = 4;

  private final BlockDevice device;
  private final Semaphore seat;
  private boolean wrote;
  private int pairs;

  /**
   * Of one connection.
   *
   * @param seat taken by whoever flushes ahead
   */
  FlushHabit(BlockDevice device, Semaphore seat) {
    this.device = device;
    this.seat = seat;
  }

  /** A request came, which is this kind of command. */
  void saw(int command) {
    if (wrote) {
      pairs = command == Command.FLUSH ? Math.min(pairs + 1, PAIRS) : 0;
    }
    wrote = command == Command.WRITE;
  }

  /** All requests that came are answered: does what the next one is likely to ask for. */
  void flushAhead() {
    if (wrote && pairs == PAIRS && seat.tryAcquire()) {
      try {
        device.flush();
      } catch (BlockFault _) {
        // The client was not told anything; it hears of it when it asks.
      } finally {
        seat.release();
      }
    }
  }
}
