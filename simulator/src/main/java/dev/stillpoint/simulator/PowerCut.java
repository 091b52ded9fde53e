package dev.stillpoint.simulator;

/**
 * The power went away in the middle of a storage operation. An error and not an exception, so that
 * no code under test handles it: nothing runs after a power cut.
 */
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut(String message) {
    super(message);
  }
}
