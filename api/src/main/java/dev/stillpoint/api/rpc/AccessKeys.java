package dev.stillpoint.api.rpc;

import java.util.Optional;

/** Where access keys are found. Safe for use by several threads at once. */
@FunctionalInterface
public interface AccessKeys {
  /** The key with that ID, disabled or not. */
  Optional<AccessKey> find(String id);
}
