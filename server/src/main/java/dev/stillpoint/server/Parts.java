package dev.stillpoint.server;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.server.fault.CannotStart;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened, to be closed in the opposite order. A part that cannot be closed is logged and
 * does not keep the others open. One thread at a time.
 */
final class Parts {
  private static final System.Logger LOG = System.getLogger(Parts.class.getName());

  private final Deque<Part> opened = new ArrayDeque<>();

  void opened(String name, Closing closing) {
    opened.push(new Part(name, closing));
  }

  /**
   * Closes everything. Idempotent.
   *
   * @return true if every part closed cleanly
   */
  boolean close() {
    boolean clean = true;
    while (!opened.isEmpty()) {
      Part part = opened.pop();
      try {
        part.closing.close();
      } catch (BlockFault | CannotStart | RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, part.name + " did not close cleanly", e);
        clean = false;
      }
    }
    return clean;
  }

  /** How a part is closed. */
  @FunctionalInterface
  interface Closing {
    void close() throws BlockFault, CannotStart;
  }

  private record Part(String name, Closing closing) {}
}
