package dev.stillpoint.api.rpc;

import dev.stillpoint.control.request.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * An access key with its secret.
 *
 * @param id what the caller shows
 * @param secret what both sides sign with; never shown, not even by {@link #toString}
 * @param account the account whose resources it opens
 * @param active false when it was disabled
 * @param principal who of the account signs with it
 * @param token what must come with it, if it is a key for a while
 */
public record AccessKey(
    String id,
    String secret,
    String account,
    boolean active,
    Principal principal,
    Optional<Token> token) {
  /** The key of an account itself. */
  public AccessKey(String id, String secret, String account, boolean active) {
    this(id, secret, account, active, new Principal.Root(), Optional.empty());
  }

  @Override
  public String toString() {
    return "AccessKey[" + id + " of " + account + "]";
  }

  /**
   * What proves that a key for a while was given to the caller.
   *
   * @param digest SHA-256 of the token, lower-case hexadecimal
   * @param expiresAt from then on the key is worth nothing
   */
  public record Token(String digest, Instant expiresAt) {
    @Override
    public String toString() {
      return "Token[until " + expiresAt + "]";
    }
  }
}
