package dev.stillpoint.api.rpc;

import dev.stillpoint.control.access.Credentials;
import java.util.Optional;

/** Where access keys are found. Safe for use by several threads at once. */
@FunctionalInterface
public interface AccessKeys {
  /** The key with that ID, disabled or not. */
  Optional<AccessKey> find(String id);

  /** The keys that the control room keeps. */
  static AccessKeys of(Credentials credentials) {
    return id -> credentials.find(id).map(AccessKeys::shown);
  }

  private static AccessKey shown(Credentials.Credential credential) {
    Optional<AccessKey.Token> token =
        credential.tokenDigest().isEmpty()
            ? Optional.empty()
            : Optional.of(new AccessKey.Token(credential.tokenDigest(), credential.expiresAt()));
    return new AccessKey(
        credential.id(),
        credential.secret(),
        credential.accountId(),
        credential.active(),
        credential.principal(),
        token);
  }
}
