package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.io.Storage;
import java.io.IOException;

/**
 * What the superblock says of this life of a pool and of what was answered before it. Costs a sync
 * or two when a life begins, one when it ends and when somebody takes note; none for a write.
 */
final class Life {
  private final Storage storage;
  private Superblock superblock;

  private Life(Storage storage, Superblock superblock) {
    this.storage = storage;
    this.superblock = superblock;
  }

  /**
   * Begins the next life. What the last one left at risk stays so until {@link #found}, and a life
   * that is refused before {@link #serves} leaves nothing.
   *
   * @param readOnly nothing is written
   */
  static Life begin(Storage storage, boolean readOnly) throws IOException {
    Life life = new Life(storage, Superblock.nextLife(storage));
    if (!readOnly) {
      life.superblock.write(storage);
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
  synchronized void found(boolean takenUp, boolean readOnly) throws IOException {
    boolean lost = superblock.answersLost() || (superblock.atRisk() && !takenUp);
    become(superblock.atRisk(), lost, readOnly);
  }

  /**
   * From now on writes may be answered: the buffer that outlives the process is there.
   *
   * @param cached whether they are before they are durable
   */
  synchronized void serves(boolean cached, boolean readOnly) throws IOException {
    become(cached, superblock.answersLost(), readOnly);
  }

  private void become(boolean atRisk, boolean answersLost, boolean readOnly) throws IOException {
    if (atRisk != superblock.atRisk() || answersLost != superblock.answersLost()) {
      Superblock next = superblock.with(atRisk, answersLost);
      if (!readOnly) {
        next.write(storage);
      }
      superblock = next;
    }
  }

  /** Whether writes that were answered and not flushed may be missing. */
  synchronized boolean answersLost() {
    return superblock.answersLost();
  }

  /** Somebody has noted what may be missing. */
  synchronized void noted() throws IOException {
    become(superblock.atRisk(), false, false);
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
    become(false, superblock.answersLost(), false);
  }
}
