package dev.stillpoint.control.access.language;

/** A policy document that cannot be understood; the message says what is wrong, for its author. */
public final class MalformedDocument extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedDocument(String sentence) {
    super(sentence);
  }
}
