package dev.stillpoint.bench;

/** Why a benchmark cannot go on, as one sentence for the person who started it. */
final class CannotMeasure extends Exception {
  private static final long serialVersionUID = 1L;

  CannotMeasure(String sentence) {
    super(sentence);
  }

  CannotMeasure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
