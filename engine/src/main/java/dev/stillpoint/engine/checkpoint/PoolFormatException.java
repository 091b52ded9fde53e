package dev.stillpoint.engine.checkpoint;

import java.io.IOException;

/**
 * The files are not a pool, are one of another version, or are damaged beyond what is redundant.
 */
public final class PoolFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public PoolFormatException(String message) {
    super(message);
  }
}
