package dev.stillpoint.catalog;

/**
 * An access key for a while. Neither its secret nor its token's digest shows in {@link #toString}.
 *
 * @param accessKeyId begins with {@code STS.}
 * @param secret what keys the HMAC
 * @param tokenDigest SHA-256 of the token, hexadecimal
 * @param accountId the role's account
 * @param roleId the role that was taken on
 * @param sessionName what the taker calls the session
 * @param sessionPolicy narrows the role; empty if nothing does
 * @param expiresAt milliseconds since 1970
 */
public record SessionRow(
    String accessKeyId,
    String secret,
    String tokenDigest,
    String accountId,
    String roleId,
    String sessionName,
    String sessionPolicy,
    long expiresAt) {
  @Override
  public String toString() {
    return "SessionRow[" + accessKeyId + " of " + accountId + "]";
  }
}
