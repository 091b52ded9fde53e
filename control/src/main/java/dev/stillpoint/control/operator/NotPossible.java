package dev.stillpoint.control.operator;

/** What the operator asked for cannot be; nothing was changed. The message is for the operator. */
public final class NotPossible extends Exception {
  private static final long serialVersionUID = 1L;

  public NotPossible(String message) {
    super(message);
  }
}
