package dev.stillpoint.control.account;

import java.util.Optional;

/** Accounts and their access keys. Thread-safe. */
public interface Accounts {
  /**
   * Makes the first account, {@code 1000000000000001}, with one access key if there is no account
   * yet.
   *
   * @return the first account's oldest key, new or not
   */
  AccessKey firstStart();

  /** The key of that identifier, active or not. */
  Optional<AccessKey> accessKey(String accessKeyId);

  /**
   * A pair of identifier and secret that signs requests. The secret never shows in {@link
   * #toString}.
   *
   * @param id begins with {@code LTAI}
   * @param secret the text that keys the HMAC
   * @param accountId whose it is
   * @param active false when it was disabled
   */
  record AccessKey(String id, String secret, String accountId, boolean active) {
    @Override
    public String toString() {
      return "AccessKey[" + id + " of " + accountId + (active ? "]" : ", disabled]");
    }
  }
}
