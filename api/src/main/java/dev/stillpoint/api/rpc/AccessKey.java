package dev.stillpoint.api.rpc;

/**
 * An access key with its secret.
 *
 * @param id what the caller shows
 * @param secret what both sides sign with; never shown, not even by {@link #toString}
 * @param account the account whose resources it opens
 * @param active false when it was disabled
 */
public record AccessKey(String id, String secret, String account, boolean active) {
  @Override
  public String toString() {
    return "AccessKey[" + id + " of " + account + "]";
  }
}
