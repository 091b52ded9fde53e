package dev.stillpoint.api;

import java.util.Map;

/** What goes back to the caller. The array of the body belongs to the reply's one reader. */
public final class Reply {
  private final int status;
  private final String contentType;
  private final String requestId;
  private final Map<String, String> headers;
  private final byte[] body;

  Reply(
      int status, String contentType, String requestId, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.requestId = requestId;
    this.headers = Map.copyOf(headers);
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

  /** Further headers, by name. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body, UTF-8. */
  public byte[] body() {
    return body;
  }
}
