package dev.stillpoint.server.fault;

/** Why the server or the checker does not start, as one sentence for the person who started it. */
public final class CannotStart extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence says what is wrong, with the values, and what to do
   */
  public CannotStart(String sentence) {
    super(sentence);
  }

  /** As {@link #CannotStart(String)}, keeping what lay below. */
  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
