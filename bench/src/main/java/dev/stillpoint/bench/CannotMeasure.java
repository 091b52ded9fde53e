package dev.stillpoint.bench;

/** Why a benchmark cannot go on, as one sentence for the person who started it. */
public final class CannotMeasure extends Exception {
  private static final long serialVersionUID = 1L;

  /** For the reason in the sentence. */
  public CannotMeasure(String sentence) {
    super(sentence);
  }

  /** For the reason in the sentence, and what was behind it. */
  public CannotMeasure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
