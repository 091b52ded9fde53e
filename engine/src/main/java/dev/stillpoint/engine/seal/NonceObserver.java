package dev.stillpoint.engine.seal;

import dev.stillpoint.block.DataKeyId;

/** Sees every nonce that a block is sealed under, at the moment it is. */
@FunctionalInterface
public interface NonceObserver {
  /** Nobody looks on. */
  NonceObserver NONE = (_, _, _) -> {};

  /**
   * A block is sealed.
   *
   * @param seals hold the nonce at {@code at}
   */
  void sealed(DataKeyId key, byte[] seals, int at);
}
