package dev.stillpoint.api.errors;

import dev.stillpoint.control.fault.AccessDenial;
import java.util.Map;
import java.util.Optional;

/**
 * A call that is refused. It carries what the answer shows: an HTTP status, a code that clients
 * match on, and a sentence for people.
 */
public final class ApiFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient AccessDenial denial;
  private final transient Map<String, String> headers;

  /**
   * @param status HTTP status, 400 to 599
   * @param code the code as the API documents it, spelling mistakes included
   * @param message a sentence for people; it may hold values that the caller sent, never a secret
   */
  public ApiFault(int status, String code, String message) {
    this(status, code, message, null);
  }

  /**
   * As {@link #ApiFault(int, String, String)}.
   *
   * @param denial which permission was wanting; null if that is not the reason
   */
  public ApiFault(int status, String code, String message, AccessDenial denial) {
    this(status, code, message, denial, Map.of());
  }

  private ApiFault(
      int status, String code, String message, AccessDenial denial, Map<String, String> headers) {
    super(message);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("an error's HTTP status is 400 to 599, is " + status);
    }
    this.status = status;
    this.code = code;
    this.denial = denial;
    this.headers = Map.copyOf(headers);
  }

  /** The same, with headers for the answer. */
  public ApiFault withHeaders(Map<String, String> answered) {
    return new ApiFault(status, code, getMessage(), denial, answered);
  }

  /** Headers of the answer beyond those that every answer has. */
  public Map<String, String> headers() {
    return headers;
  }

  /** HTTP status, 400 to 599. */
  public int status() {
    return status;
  }

  /** The code that clients match on. */
  public String code() {
    return code;
  }

  /** Which permission was wanting, if that is the reason. */
  public Optional<AccessDenial> denial() {
    return Optional.ofNullable(denial);
  }
}
