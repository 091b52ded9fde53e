package dev.stillpoint.engine.seal;

import dev.stillpoint.block.KeyRing;
import java.util.random.RandomGenerator;

/**
 * What a pool needs of the outside to seal.
 *
 * @param keys asked for a key before each use
 * @param chance says where the nonces of this life begin to count
 */
public record Sealing(KeyRing keys, RandomGenerator chance, NonceObserver observer) {
  /** Without any key: nothing is sealed and nothing that is sealed can be read. */
  public static final Sealing NONE = new Sealing(KeyRing.EMPTY, () -> 0, NonceObserver.NONE);

  public Sealing(KeyRing keys, RandomGenerator chance) {
    this(keys, chance, NonceObserver.NONE);
  }
}
