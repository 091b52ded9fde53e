package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.KeyRing;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A ring whose keys come and go. */
final class TestKeys implements KeyRing {
  private final Map<DataKeyId, SecretKey> keys = new ConcurrentHashMap<>();

  /** Gives the key that belongs to the name. */
  void give(DataKeyId id) {
    keys.put(id, of(id.value()));
  }

  /** Gives another key under that name. */
  void giveWrong(DataKeyId id) {
    keys.put(id, of(-id.value()));
  }

  void take(DataKeyId id) {
    keys.remove(id);
  }

  static SecretKey of(long seed) {
    byte[] bytes = new byte[KEY_BYTES];
    new Random(seed).nextBytes(bytes);
    return new SecretKeySpec(bytes, "AES");
  }

  @Override
  public SecretKey key(DataKeyId id) throws BlockFault.KeyUnavailable {
    SecretKey key = keys.get(id);
    if (key == null) {
      throw new BlockFault.KeyUnavailable("data key " + id.value() + " is not available");
    }
    return key;
  }
}
