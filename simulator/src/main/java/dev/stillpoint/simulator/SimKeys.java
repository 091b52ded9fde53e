package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.KeyRing;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data keys of a world. They are taken away and given back while it lives; what a key's name
 * stands for never changes. Safe for use by several threads.
 */
final class SimKeys implements KeyRing {
  /** Few, so that many volumes are sealed under one key and a nonce that comes back hurts. */
  private static final int KEYS = 3;

  private final TreeMap<DataKeyId, SecretKey> keys = new TreeMap<>();
  private final TreeSet<DataKeyId> gone = new TreeSet<>();
  private boolean lent;

  SimKeys() {
    for (long id = 1; id <= KEYS; id++) {
      byte[] bytes = new byte[KEY_BYTES];
      new SplittableRandom(id).nextBytes(bytes);
      keys.put(new DataKeyId(id), new SecretKeySpec(bytes, "AES"));
    }
  }

  @Override
  public synchronized SecretKey key(DataKeyId id) throws BlockFault.KeyUnavailable {
    if (gone.contains(id) && !lent) {
      throw new BlockFault.KeyUnavailable("data key " + id.value() + " was taken away");
    }
    return keys.get(id);
  }

  /** Some name of a key, taken away or not. */
  DataKeyId any(RandomGenerator random) {
    return new DataKeyId(random.nextLong(1, KEYS + 1L));
  }

  synchronized void take(DataKeyId id) {
    gone.add(id);
  }

  synchronized void give(DataKeyId id) {
    gone.remove(id);
  }

  /** Whether what is sealed under that key, if anything, can be read and written now. */
  synchronized boolean open(Optional<DataKeyId> id) {
    return id.filter(gone::contains).isEmpty();
  }

  /** Lets somebody who looks at everything have all keys, or ends that. */
  synchronized void lend(boolean all) {
    lent = all;
  }
}
