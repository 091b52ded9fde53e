package dev.stillpoint.block;

import javax.crypto.SecretKey;

/**
 * Where an engine asks for the keys of sealed volumes. It asks before every read and every write of
 * such a volume and never keeps what it is given, so a key that is taken away is gone with the next
 * request, and one that is given back works with the next.
 *
 * <p>An answer is expected at once, out of memory: the caller is a request that a client waits for.
 * The same object for the same key spares work. Must be safe for use by several threads at once,
 * and must not call the engine.
 */
@FunctionalInterface
public interface KeyRing {
  /** Bytes of a data key: AES-256. */
  int KEY_BYTES = 32;

  /** Has no key: sealed volumes can be made, frozen and deleted, not read or written. */
  KeyRing EMPTY =
      id -> {
        throw new BlockFault.KeyUnavailable("data key " + id.value() + " is not available");
      };

  /**
   * The key of that name.
   *
   * @return a key whose encoded form are {@link #KEY_BYTES} bytes; the same bytes whenever it is
   *     asked for
   * @throws BlockFault.KeyUnavailable it must not be used now, or is not known
   */
  SecretKey key(DataKeyId id) throws BlockFault.KeyUnavailable;
}
