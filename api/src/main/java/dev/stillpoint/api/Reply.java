package dev.stillpoint.api;

/** What goes back to the caller. The array of the body belongs to the reply's one reader. */
public final class Reply {
  private final int status;
  private final String contentType;
  private final String requestId;
  private final byte[] body;

  Reply(int status, String contentType, String requestId, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.requestId = requestId;
    this.body = body;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Value of the Content-Type header. */
  public String contentType() {
    return contentType;
  }

  /** Upper-case UUID that also stands in the body. */
  public String requestId() {
    return requestId;
  }

  /** The body, UTF-8. */
  public byte[] body() {
    return body;
  }
}
