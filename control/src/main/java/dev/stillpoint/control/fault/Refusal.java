package dev.stillpoint.control.fault;

import java.util.Optional;

/**
 * A rule said no, or the engine could not do what was asked. Nothing was changed, unless the code
 * is {@link SharedError#INTERNAL_ERROR}; then reconciliation settles what is left at the next
 * start.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient AccessDenial denial;

  /**
   * @param code the row of the catalogue
   * @param arguments fill the places of its message
   */
  public Refusal(ErrorCode code, Object... arguments) {
    this((AccessDenial) null, code, arguments);
  }

  /** As {@link #Refusal(ErrorCode, Object...)}, for want of a permission. */
  public Refusal(AccessDenial denial, ErrorCode code, Object... arguments) {
    super(code.message(arguments));
    this.code = code;
    this.denial = denial;
  }

  /** As {@link #Refusal(ErrorCode, Object...)}, keeping what lay below for the log. */
  public Refusal(Throwable cause, ErrorCode code, Object... arguments) {
    super(code.message(arguments), cause);
    this.code = code;
    this.denial = null;
  }

  /** The row of the catalogue. */
  public ErrorCode code() {
    return code;
  }

  /** Which permission was wanting, if that was the reason. */
  public Optional<AccessDenial> denial() {
    return Optional.ofNullable(denial);
  }
}
