package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.wire.Wire.Command;

/**
 * Notices a client that lets a flush follow each write, as a database's log does, and begins with
 * the flush before it is asked for: while the client takes the answer to its write. That says when
 * the work is done, never what an answer promises. For the connection's thread.
 */
final class FlushHabit {
  /** So often in a row a flush must have followed. */
  private static final int PAIRS = 4;

  private final BlockDevice device;
  private boolean wrote;
  private int pairs;

  FlushHabit(BlockDevice device) {
    this.device = device;
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
    if (wrote && pairs == PAIRS) {
      try {
        device.flush();
      } catch (BlockFault _) {
        // The client was not told anything; it hears of it when it asks.
      }
    }
  }
}
