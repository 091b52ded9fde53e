package dev.stillpoint.engine.node;

import java.io.IOException;

/** Neither copy of a page holds the node that is expected there. */
public final class DamagedNodeException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedNodeException(String message, IOException cause) {
    super(message, cause);
  }
}
