package dev.stillpoint.api.rpc;

import java.time.Duration;

/**
 * The bounds of everything that a caller may send.
 *
 * @param bodyBytesMax bytes of one body
 * @param parametersMax parameters of one call, query and form together
 * @param nameCharsMax characters of a parameter's name
 * @param valueCharsMax characters of a parameter's value
 * @param clockSkewMax how far the time of a request may be from the server's, either side
 * @param noncesMax nonces that are remembered at the same time
 */
public record RpcLimits(
    int bodyBytesMax,
    int parametersMax,
    int nameCharsMax,
    int valueCharsMax,
    Duration clockSkewMax,
    int noncesMax) {
  /** One mebibyte, a thousand parameters, 15 minutes, half a million nonces. */
  public static final RpcLimits DEFAULT =
      new RpcLimits(1 << 20, 1000, 256, 1 << 16, Duration.ofMinutes(15), 500_000);
}
