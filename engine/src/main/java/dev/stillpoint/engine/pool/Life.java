package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.io.Storage;
import java.io.IOException;

/**
 * What the superblock says of this life of a pool and of what was answered before it. Costs a sync
 * when a life begins, when it ends, and when somebody takes note; none for a write.
 */
final class Life {
  private final Storage storage;
  private Superblock superblock;

  private Life(Storage storage, Superblock superblock) {
    this.storage = storage;
    this.superblock = superblock;
  }

  /**
   * Begins the next life. What the last one left at risk stays so until {@link #found}.
   *
   * @param cached whether writes are answered before they are durable
   * @param readOnly nothing is written
   */
  static Life begin(Storage storage, boolean cached, boolean readOnly) throws IOException {
    Superblock next = Superblock.nextLife(storage);
    Life life = new Life(storage, next);
    if (!readOnly) {
      next.with(next.atRisk() || cached, next.answersLost()).write(storage);
    }
    return life;
  }

  Superblock superblock() {
    return superblock;
  }

  /**
   * Says what became of the answers of the last life.
   *
   * @param takenUp whether the write buffer was there, and all of it went into the log
   */
  synchronized void found(boolean takenUp, boolean cached, boolean readOnly) throws IOException {
    boolean lost = superblock.answersLost() || (superblock.atRisk() && !takenUp);
    boolean written = superblock.atRisk() || cached;
    boolean says = superblock.answersLost();
    superblock = superblock.with(cached, lost);
    if (!readOnly && (lost != says || cached != written)) {
      superblock.write(storage);
    }
  }

  /** Whether writes that were answered and not flushed may be missing. */
  synchronized boolean answersLost() {
    return superblock.answersLost();
  }

  /** Somebody has noted what may be missing. */
  synchronized void noted() throws IOException {
    if (superblock.answersLost()) {
      superblock.with(superblock.atRisk(), false).write(storage);
      superblock = superblock.with(superblock.atRisk(), false);
    }
  }

  /**
   * Writes the superblock anew if a copy of it is damaged.
   *
   * @return whether one was
   */
  synchronized boolean mend() throws IOException {
    boolean damaged = Superblock.anyDamaged(storage);
    if (damaged) {
      superblock.write(storage);
    }
    return damaged;
  }

  /** Everything is durable, and nothing more is answered. */
  synchronized void end() throws IOException {
    if (superblock.atRisk()) {
      superblock.with(false, superblock.answersLost()).write(storage);
      superblock = superblock.with(false, superblock.answersLost());
    }
  }
}
