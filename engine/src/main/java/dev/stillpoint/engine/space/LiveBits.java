package dev.stillpoint.engine.space;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which blocks of each slot live: one bit each, and how many they are. Bounded by the size of the
 * pool (2 KiB for a segment of 64 MiB), whatever maps and snapshots there are. To bury a dead block
 * once more is harmless. Remembers which slots changed, so that a checkpoint writes those alone.
 * Guarded by the pool's lock.
 */
public final class LiveBits {
  private static final int WORD_SHIFT = 6;

  private final int blocks;

  /** Null as long as nothing in the slot lives or lived. */
  private final long[][] words;

  private final int[] counts;
  private final BitSet changed = new BitSet();
  private long total;

  public LiveBits(Geometry geometry) {
    blocks = geometry.blocks();
    words = new long[geometry.slots()][];
    counts = new int[geometry.slots()];
  }

  /** Whether a block lives. */
  public boolean get(int slot, int block) {
    long[] bits = words[slot];
    return bits != null && (bits[block >> WORD_SHIFT] >>> block & 1) != 0;
  }

  /** Blocks of the slot that live. */
  public int count(int slot) {
    return counts[slot];
  }

  /** Blocks of all slots that live. */
  public long total() {
    return total;
  }

  /**
   * Says that blocks live.
   *
   * @return how many did not before
   */
  public int set(int slot, int first, int count) {
    if (words[slot] == null) {
      words[slot] = new long[(blocks + 63) >> WORD_SHIFT];
    }
    return change(slot, first, count, true);
  }

  /**
   * Says that blocks are dead.
   *
   * @return how many lived before
   */
  public int clear(int slot, int first, int count) {
    return words[slot] == null ? 0 : change(slot, first, count, false);
  }

  private int change(int slot, int first, int count, boolean live) {
    long[] bits = words[slot];
    int different = 0;
    for (int at = first; at < first + count; ) {
      int word = at >> WORD_SHIFT;
      int end = Math.min(first + count, (word + 1) << WORD_SHIFT);
      long mask = (-1L >>> (64 - (end - at))) << at;
      long flips = (live ? ~bits[word] : bits[word]) & mask;
      bits[word] ^= flips;
      different += Long.bitCount(flips);
      at = end;
    }
    if (different > 0) {
      counts[slot] += live ? different : -different;
      total += live ? different : -different;
      changed.set(slot);
    }
    return different;
  }

  /**
   * The first live block of a slot from {@code from} to before {@code end}; {@code end} if none.
   */
  public int nextLive(int slot, int from, int end) {
    return next(slot, from, end, 0);
  }

  /**
   * The first dead block of a slot from {@code from} to before {@code end}; {@code end} if none.
   */
  public int nextDead(int slot, int from, int end) {
    return next(slot, from, end, -1L);
  }

  private int next(int slot, int from, int end, long flip) {
    long[] bits = words[slot];
    if (bits == null) {
      return flip == 0 ? end : Math.min(from, end);
    }
    for (int at = from; at < end; at = ((at >> WORD_SHIFT) + 1) << WORD_SHIFT) {
      long left = (bits[at >> WORD_SHIFT] ^ flip) & (-1L << at);
      if (left != 0) {
        return Math.min(end, (at & -64) + Long.numberOfTrailingZeros(left));
      }
    }
    return end;
  }

  /** Nothing in the slot lives any more, or ever did: its memory is given back. */
  public void reset(int slot) {
    if (words[slot] != null) {
      total -= counts[slot];
      counts[slot] = 0;
      words[slot] = null;
      changed.set(slot);
    }
  }

  /** The bits of a slot, lowest block first, for a checkpoint; empty if nothing lives. */
  public long[] words(int slot) {
    return counts[slot] == 0 ? new long[0] : words[slot].clone();
  }

  /** Puts back what {@link #words} gave; counts as no change. */
  public void restore(int slot, long[] held) {
    total -= counts[slot];
    words[slot] = held.length == 0 ? null : Arrays.copyOf(held, (blocks + 63) >> WORD_SHIFT);
    counts[slot] = 0;
    for (long word : held) {
      counts[slot] += Long.bitCount(word);
    }
    total += counts[slot];
  }

  /** The slots whose bits changed since this was asked last. */
  public int[] takeChanged() {
    int[] slots = changed.stream().toArray();
    changed.clear();
    return slots;
  }
}
