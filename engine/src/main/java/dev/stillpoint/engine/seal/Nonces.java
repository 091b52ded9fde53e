package dev.stillpoint.engine.seal;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.Seals;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The nonces of one life of a pool. A nonce is the epoch of the life and a counter of the blocks
 * that it sealed. The epoch is durable before the first of them is taken and never given again, so
 * neither a recycled segment nor a lost tail of the log brings one back. A block that was sealed
 * and not appended after all has used its nonce up.
 *
 * <p>The counter begins at a place that chance chooses and wraps around. So two copies of one pool
 * that go on from the same epoch, as after a restore of the whole machine, do not meet either.
 *
 * <p>Safe for use by several threads.
 */
public final class Nonces {
  private static final long EPOCH_MAX = 0xFFFF_FFFFL;

  private final int epoch;
  private final AtomicLong next;

  /**
   * The nonces of a life.
   *
   * @param epoch of this life, which no other has
   * @param first where the counter begins; any number will do
   */
  public Nonces(long epoch, long first) {
    Invariant.hold(
        epoch >= 0 && epoch <= EPOCH_MAX, "10 sealed", "an epoch beyond what a nonce names");
    this.epoch = (int) epoch;
    this.next = new AtomicLong(first);
  }

  /**
   * Takes nonces for blocks that will be sealed.
   *
   * @return seals that hold a nonce each, and no tag yet; see {@link Seals}
   */
  public byte[] take(int count) {
    byte[] seals = new byte[count * Seals.BYTES];
    long first = next.getAndAdd(count);
    for (int i = 0; i < count; i++) {
      Seals.nonce(seals, i, epoch, first + i);
    }
    return seals;
  }
}
