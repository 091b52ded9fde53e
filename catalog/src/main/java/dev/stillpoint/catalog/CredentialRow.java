package dev.stillpoint.catalog;

/**
 * An access key with whose it is. The secret never shows in {@link #toString}.
 *
 * @param accessKeyId its public half
 * @param accountId the account that it opens
 * @param secret what keys the HMAC
 * @param active false when the key is disabled
 * @param disabled true when the operator disabled the account
 * @param userId the user whose it is; null when it is the account's own
 * @param userName the user's name; null when it is the account's own
 */
public record CredentialRow(
    String accessKeyId,
    String accountId,
    String secret,
    boolean active,
    boolean disabled,
    String userId,
    String userName) {
  @Override
  public String toString() {
    return "CredentialRow[" + accessKeyId + " of " + accountId + "]";
  }
}
