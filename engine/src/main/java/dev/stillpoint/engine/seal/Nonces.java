package dev.stillpoint.engine.seal;

import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Invariant;
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
  private final NonceObserver observer;

  /**
   * The nonces of a life.
   *
   * @param epoch of this life, which no other has
   * @param first where the counter begins; any number will do
   */
  public Nonces(long epoch, long first, NonceObserver observer) {
    Invariant.hold(
        epoch >= 0 && epoch <= EPOCH_MAX, "10 sealed", "an epoch beyond what a nonce names");
    this.epoch = (int) epoch;
    this.next = new AtomicLong(first);
    this.observer = observer;
  }

  /** The part of the nonces that they all share. */
  public int epoch() {
    return epoch;
  }

  /**
   * Takes the counters for {@code count} blocks that will be sealed under a key.
   *
   * @return the first; the others follow
   */
  public long take(DataKeyId key, int count) {
    long first = next.getAndAdd(count);
    for (int i = 0; i < count; i++) {
      observer.taken(key, epoch, first + i);
    }
    return first;
  }
}
