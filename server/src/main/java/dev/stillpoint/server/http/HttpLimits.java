package dev.stillpoint.server.http;

import java.time.Duration;

/**
 * The bounds of what comes over HTTP.
 *
 * @param bodyBytesMax the largest body that the API takes
 * @param connectionsMax further ones wait in the backlog; idle ones are closed, so that nobody
 *     waits for long
 * @param bodyTimeMax how long a body may take to come
 */
record HttpLimits(int bodyBytesMax, int connectionsMax, Duration bodyTimeMax) {
  private static final int CONNECTIONS_MAX = 512;
  private static final Duration BODY_TIME_MAX = Duration.ofSeconds(15);

  /** The usual ones. */
  static HttpLimits of(int bodyBytesMax) {
    return new HttpLimits(bodyBytesMax, CONNECTIONS_MAX, BODY_TIME_MAX);
  }
}
