package dev.stillpoint.control.fault;

/**
 * A rule said no, or the engine could not do what was asked. Nothing was changed, unless the code
 * is {@link SharedError#INTERNAL_ERROR}; then reconciliation settles what is left at the next
 * start.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code the row of the catalogue
   * @param arguments fill the places of its message
   */
  public Refusal(ErrorCode code, Object... arguments) {
    super(code.message(arguments));
    this.code = code;
  }

  /** As {@link #Refusal(ErrorCode, Object...)}, keeping what lay below for the log. */
  public Refusal(Throwable cause, ErrorCode code, Object... arguments) {
    super(code.message(arguments), cause);
    this.code = code;
  }

  /** The row of the catalogue. */
  public ErrorCode code() {
    return code;
  }
}
