package dev.stillpoint.control.fault;

/**
 * A row of the catalogue of refusals: what a client sees when a rule says no. The rows stand in
 * enumerations, one for each area; adding an action means adding its rows to its area's. A code may
 * stand there twice with different statuses, because the cloud's actions do not agree; the second
 * constant's name then ends in its status. Clients match on code and status; messages are worded by
 * us.
 */
public interface ErrorCode {
  /** The HTTP status, for example 403; here it is a number only. */
  int status();

  /** The code as clients see it, for example {@code InvalidDiskId.NotFound}. */
  String code();

  /** The message with places for arguments, {@code {0}} to {@code {9}}. */
  String template();

  /** The name of the row, unique within its enumeration. */
  String name();

  /** The message with its arguments filled in, as {@link Wording} tells. */
  default String message(Object... arguments) {
    return Wording.fill(template(), arguments);
  }
}
