package dev.stillpoint.engine.space;

/**
 * Birth, move and death of blocks that are known by identity: the rules of {@link Relocations} over
 * live bits. A block that was never moved costs no look into the relocations, neither to be found
 * nor to die. Every call may be made again after it was broken off by {@code M}, and every death
 * and move may be told twice. Guarded by the pool's lock.
 *
 * @param <M> thrown when something must be read first
 */
public final class Living<M extends Exception> {
  private final Segments segments;
  private final LiveBits bits;
  private final Geometry geometry;
  private final Relocations<M> relocations;

  public Living(Segments segments, LiveBits bits, Relocations<M> relocations) {
    this.segments = segments;
    this.bits = bits;
    this.geometry = segments.geometry();
    this.relocations = relocations;
  }

  /** Blocks were appended at consecutive places of one segment, and a map reaches them. */
  public void born(long location, int count) {
    bits.set(segments.slotOf(location), geometry.block(location), count);
  }

  /** Shows where blocks that live stand now: in order, without a gap. */
  public void find(long identity, int count, Relocations.Runs runs) throws M {
    this.<M>split(
        identity,
        count,
        (first, blocks) -> runs.run(first, blocks, first),
        (first, blocks) -> relocations.find(first, blocks, runs));
  }

  /** No map reaches these blocks any more. */
  public void died(long identity, int count) throws M {
    this.<M>split(
        identity,
        count,
        this::clear,
        (first, blocks) ->
            relocations.died(first, blocks, (_, moved, place) -> clear(place, moved)));
  }

  /**
   * As {@link #died}, but only for those that stand where they were born; the rest was moved, or is
   * dead already.
   */
  public void diedAtHome(long identity, int count, Relocations.Runs rest) {
    this.<RuntimeException>split(
        identity, count, this::clear, (first, blocks) -> rest.run(first, blocks, first));
  }

  /**
   * The cleaner copied blocks of one identity run from consecutive places to consecutive places.
   * Those that are dead by now stay dead.
   *
   * @return how many moved
   */
  public int moved(long identity, int count, long from, long to) throws M {
    int slot = segments.slotOf(from);
    if (slot < 0) {
      return 0;
    }
    int first = geometry.block(from);
    int moved = 0;
    for (int at = bits.nextLive(slot, first, first + count); at < first + count; ) {
      int end = bits.nextDead(slot, at, first + count);
      relocations.moved(identity + at - first, end - at, to + at - first);
      bits.clear(slot, at, end - at);
      born(to + at - first, end - at);
      moved += end - at;
      at = bits.nextLive(slot, end, first + count);
    }
    return moved;
  }

  private void clear(long place, int count) {
    int slot = segments.slotOf(place);
    if (slot >= 0) {
      bits.clear(slot, geometry.block(place), count);
    }
  }

  private interface Part<E extends Exception> {
    void of(long first, int count) throws E;
  }

  /** Tells what lives where it was born from what was moved, or is dead. */
  private <E extends Exception> void split(
      long identity, int count, Part<E> atHome, Part<E> elsewhere) throws E {
    for (int done = 0; done < count; ) {
      long first = identity + done;
      int block = geometry.block(first);
      int end = Math.min(block + count - done, geometry.blocks());
      int slot = segments.slotOf(first);
      int here = slot < 0 ? block : bits.nextDead(slot, block, end);
      if (here > block) {
        atHome.of(first, here - block);
      } else {
        here = slot < 0 ? end : bits.nextLive(slot, block, end);
        elsewhere.of(first, here - block);
      }
      done += here - block;
    }
  }
}
