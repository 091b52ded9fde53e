package dev.stillpoint.engine.space;

/**
 * Where blocks stand that the cleaner moved. A block is known by its identity, the location where
 * it was born; a move changes no map of any volume, but makes or replaces one entry here. So at
 * most the live moved blocks have an entry, and what a move costs does not depend on how many
 * snapshots reach the block.
 *
 * <p>Rules that callers keep, under the pool's lock:
 *
 * <ul>
 *   <li>A live bit is set at exactly one place for each live block: at its identity as long as it
 *       was never moved, then at the place that its entry names.
 *   <li>A move of blocks whose bits at the old place are set clears those, sets the new ones, and
 *       calls {@link #moved}. Where a bit at the old place is clear, the block is dead and is not
 *       moved, in replay as in the first life.
 *   <li>A block whose identity is resident and whose bit there is set dies by clearing the bit.
 *       Else it was moved, or is dead already: {@link #died} tells where it stood.
 * </ul>
 *
 * <p>Every call may find that something must be read first. Then nothing has changed; the caller
 * leaves the lock, reads, and tries again. One that keeps everything in memory takes {@code
 * RuntimeException} for {@code M}.
 *
 * @param <M> thrown when something must be read first
 */
public interface Relocations<M extends Exception> {
  /** Shown runs of identities at consecutive places. */
  @FunctionalInterface
  interface Runs {
    /**
     * Consecutive identities that stand at consecutive places.
     *
     * @param place of the first; the identity itself if the run was never moved
     */
    void run(long identity, int count, long place);
  }

  /** Shows where {@code count} blocks from an identity on stand now: in order, without a gap. */
  void find(long identity, int count, Runs runs) throws M;

  /** {@code count} blocks from an identity on stand at consecutive places from {@code place} on. */
  void moved(long identity, int count, long place) throws M;

  /**
   * Blocks are dead: their entries go. Such as have none are passed over.
   *
   * @param former shown where those stood that had one
   */
  void died(long identity, int count, Runs former) throws M;
}
