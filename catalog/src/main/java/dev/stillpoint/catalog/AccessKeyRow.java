package dev.stillpoint.catalog;

/**
 * An access key. The secret never shows in {@link #toString}.
 *
 * @param accessKeyId its public half
 * @param accountId whose it is
 * @param secret what keys the HMAC
 * @param active false when disabled
 * @param createdAt milliseconds since 1970
 */
public record AccessKeyRow(
    String accessKeyId, String accountId, String secret, boolean active, long createdAt) {
  @Override
  public String toString() {
    return "AccessKeyRow[" + accessKeyId + " of " + accountId + "]";
  }
}
