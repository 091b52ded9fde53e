package dev.stillpoint.api.rpc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request as it was received, in the words of no HTTP library. Immutable, except that the
 * body's array is the caller's and must not be changed.
 */
public final class Request {
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final String remoteAddress;

  /** As the constructor below, for a request that came over no connection. */
  public Request(
      String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    this(method, path, query, headers, body, "");
  }

  /**
   * @param method as sent
   * @param path as sent, still percent-encoded
   * @param query what follows the question mark, still percent-encoded; empty if there is none
   * @param headers every value of every header, in the order received; names in any case
   * @param body empty if there is none
   * @param remoteAddress the address of the caller's end of the connection; what headers say of it
   *     is not believed
   */
  public Request(
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      byte[] body,
      String remoteAddress) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.body = body;
    this.remoteAddress = remoteAddress;
    Map<String, List<String>> lowered = new TreeMap<>();
    headers.forEach(
        (name, values) -> lowered.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    this.headers = lowered;
  }

  /** The HTTP method as sent. */
  public String method() {
    return method;
  }

  /** The path as sent. */
  public String path() {
    return path;
  }

  /** The address of the caller's end of the connection. */
  public String remoteAddress() {
    return remoteAddress;
  }

  String query() {
    return query;
  }

  byte[] body() {
    return body;
  }

  /**
   * All values of a header.
   *
   * @param name in lower case
   */
  List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The first value of a header, if it was sent. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** True if the request says that it is signed with the newer signature, ACS3. */
  boolean isAcs3() {
    return header("authorization").filter(value -> value.startsWith("ACS3-")).isPresent();
  }
}
