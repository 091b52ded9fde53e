package dev.stillpoint.engine.seal;

import dev.stillpoint.block.DataKeyId;

/** Sees every nonce as it is taken for a key. */
@FunctionalInterface
public interface NonceObserver {
  /** Nobody looks on. */
  NonceObserver NONE = (_, _, _) -> {};

  void taken(DataKeyId key, int epoch, long counter);
}
