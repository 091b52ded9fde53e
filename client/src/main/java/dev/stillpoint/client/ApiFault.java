package dev.stillpoint.client;

/** An error that the API answered, as data: a caller matches on the code. */
public final class ApiFault extends Exception {
  private final int status;
  private final String code;
  private final String requestId;

  /**
   * An answered error.
   *
   * @param status the HTTP status
   * @param code the API's error code, such as {@code InvalidDiskId.NotFound}
   * @param message the server's wording
   * @param requestId the request's ID, empty if the answer had none
   */
  public ApiFault(int status, String code, String message, String requestId) {
    super(status + " " + code + ": " + message + " (request " + requestId + ")");
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The API's error code. */
  public String code() {
    return code;
  }

  /** The ID of the refused request; empty if the answer had none. */
  public String requestId() {
    return requestId;
  }
}
