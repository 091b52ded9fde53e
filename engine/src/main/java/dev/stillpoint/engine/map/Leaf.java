package dev.stillpoint.engine.map;

import java.util.Arrays;

/**
 * A sorted run of extents. Entry {@code i} says that {@code count(i)} blocks from {@code block[i]}
 * stand at consecutive locations from {@code location(i)}, or, for {@link ExtentMap#ZERO}, that
 * they were written as zeros. Extents never overlap.
 */
final class Leaf extends Node {
  static final int ENTRIES_MAX = 128;

  /** Bounds the work of copying a leaf, which touches a counter for each block. */
  static final int BLOCKS_MAX = 8192;

  static final int COUNT_BITS = 20;
  static final long COUNT_MAX = (1L << COUNT_BITS) - 1;

  long[] block;

  /** Location in the upper bits, count in the lower {@link #COUNT_BITS}. */
  long[] place;

  /** Data blocks that the entries reach. */
  private long dataBlocks;

  Leaf() {
    this(new long[8], new long[8]);
  }

  private Leaf(long[] block, long[] place) {
    this.block = block;
    this.place = place;
  }

  static long place(long location, long count) {
    return (location << COUNT_BITS) | count;
  }

  long location(int i) {
    return place[i] >>> COUNT_BITS;
  }

  long count(int i) {
    return place[i] & COUNT_MAX;
  }

  long end(int i) {
    return block[i] + count(i);
  }

  @Override
  long firstKey() {
    return block[0];
  }

  /** Index of the first extent that ends behind {@code at}; {@code n} if there is none. */
  int firstEndingAfter(long at) {
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  long dataBlocks() {
    return dataBlocks;
  }

  /** Counts {@link #dataBlocks} anew, after the entries were filled in or cut. */
  void recount() {
    dataBlocks = 0;
    for (int i = 0; i < n; i++) {
      if (location(i) != ExtentMap.ZERO) {
        dataBlocks += count(i);
      }
    }
  }

  /** How many data blocks of a range stand elsewhere below another node, or nowhere. */
  long changed(Node since, long first, long end) {
    long[] blocks = new long[1];
    for (int i = firstEndingAfter(first); i < n && block[i] < end; i++) {
      if (location(i) != ExtentMap.ZERO) {
        long from = Math.max(first, block[i]);
        long to = Math.min(end, end(i));
        long shift = location(i) - block[i];
        blocks[0] += to - from;
        if (since != null) {
          ExtentMap.visit(
              since,
              from,
              to,
              (at, count, location) -> blocks[0] -= location - at == shift ? count : 0);
        }
      }
    }
    return blocks[0];
  }

  Leaf copy(BlockRefs blockRefs) {
    Leaf copy =
        new Leaf(
            Arrays.copyOf(block, Math.max(8, n + 2)), Arrays.copyOf(place, Math.max(8, n + 2)));
    copy.n = n;
    copy.dataBlocks = dataBlocks;
    for (int i = 0; i < n; i++) {
      if (location(i) != ExtentMap.ZERO) {
        blockRefs.retain(location(i), (int) count(i));
      }
    }
    return copy;
  }

  void releaseAll(BlockRefs blockRefs) {
    for (int i = 0; i < n; i++) {
      if (location(i) != ExtentMap.ZERO) {
        blockRefs.release(location(i), (int) count(i));
      }
    }
  }

  /**
   * Makes the blocks from {@code first} to before {@code end} stand at {@code location} and on, or
   * be unmapped ({@link ExtentMap#HOLE}); the range is at most {@link #COUNT_MAX} long.
   *
   * @return by how much the number of mapped data blocks changed
   */
  long replace(long first, long end, long location, BlockRefs blockRefs) {
    int from = firstEndingAfter(first);
    if (location != ExtentMap.HOLE
        && location != ExtentMap.ZERO
        && from < n
        && block[from] == first
        && end(from) == end) {
      return replaceExactly(from, location, blockRefs);
    }
    long[] addedBlock = new long[3];
    long[] addedPlace = new long[3];
    int added = 0;
    long delta = 0;
    int to = from;
    if (from < n && block[from] < first) {
      addedBlock[added] = block[from];
      addedPlace[added++] = place(location(from), first - block[from]);
    }
    if (location != ExtentMap.HOLE) {
      addedBlock[added] = first;
      addedPlace[added++] = place(location, end - first);
      if (location != ExtentMap.ZERO) {
        blockRefs.retain(location, (int) (end - first));
        delta += end - first;
      }
    }
    while (to < n && block[to] < end) {
      long cutFirst = Math.max(first, block[to]);
      long cutEnd = Math.min(end, end(to));
      long old = location(to);
      if (old != ExtentMap.ZERO) {
        blockRefs.release(old + cutFirst - block[to], (int) (cutEnd - cutFirst));
        delta -= cutEnd - cutFirst;
      }
      if (end(to) > end) {
        addedBlock[added] = end;
        addedPlace[added++] =
            place(old == ExtentMap.ZERO ? old : old + end - block[to], end(to) - end);
      }
      to++;
    }
    splice(from, to, addedBlock, addedPlace, added);
    if (location != ExtentMap.HOLE) {
      joinAround(first);
    }
    dataBlocks += delta;
    return delta;
  }

  private long replaceExactly(int i, long location, BlockRefs blockRefs) {
    int count = (int) count(i);
    long old = location(i);
    blockRefs.retain(location, count);
    long delta = count;
    if (old != ExtentMap.ZERO) {
      blockRefs.release(old, count);
      delta = 0;
    }
    place[i] = place(location, count);
    joinAround(block[i]);
    dataBlocks += delta;
    return delta;
  }

  private void splice(int from, int to, long[] addedBlock, long[] addedPlace, int added) {
    int size = n - (to - from) + added;
    if (size > block.length) {
      int capacity = Math.max(size, block.length * 2);
      block = Arrays.copyOf(block, capacity);
      place = Arrays.copyOf(place, capacity);
    }
    System.arraycopy(block, to, block, from + added, n - to);
    System.arraycopy(place, to, place, from + added, n - to);
    System.arraycopy(addedBlock, 0, block, from, added);
    System.arraycopy(addedPlace, 0, place, from, added);
    n = size;
  }

  /** Joins the extent that begins at {@code first} with neighbours that it continues. */
  private void joinAround(long first) {
    int i = firstEndingAfter(first);
    if (i + 1 < n && continues(i, i + 1)) {
      join(i);
    }
    if (i > 0 && continues(i - 1, i)) {
      join(i - 1);
    }
  }

  private boolean continues(int left, int right) {
    if (end(left) != block[right] || count(left) + count(right) > COUNT_MAX) {
      return false;
    }
    if (location(left) == ExtentMap.ZERO) {
      return location(right) == ExtentMap.ZERO;
    }
    return location(right) == location(left) + count(left)
        && count(left) + count(right) <= BLOCKS_MAX;
  }

  private void join(int left) {
    place[left] = place(location(left), count(left) + count(left + 1));
    System.arraycopy(block, left + 2, block, left + 1, n - left - 2);
    System.arraycopy(place, left + 2, place, left + 1, n - left - 2);
    n--;
  }

  boolean tooLarge() {
    return n > ENTRIES_MAX || (n > 1 && dataBlocks > BLOCKS_MAX);
  }

  /** Moves the upper half into a new leaf. */
  Leaf split() {
    int half = n / 2;
    Leaf right =
        new Leaf(Arrays.copyOfRange(block, half, n + 2), Arrays.copyOfRange(place, half, n + 2));
    right.n = n - half;
    n = half;
    recount();
    right.recount();
    return right;
  }

  /** Takes over all entries of the leaf to the right; counts of references stay. */
  void absorb(Leaf right) {
    splice(n, n, right.block, right.place, right.n);
    dataBlocks += right.dataBlocks;
  }

  /** Points what stands at the old locations of these blocks to the new ones. */
  void relocate(long first, long end, long oldLocation, long newLocation, BlockRefs blockRefs) {
    long at = first;
    while (at < end) {
      int i = firstEndingAfter(at);
      if (i == n || block[i] >= end) {
        return;
      }
      long cutFirst = Math.max(at, block[i]);
      long cutEnd = Math.min(end, end(i));
      long expected = oldLocation + cutFirst - first;
      if (location(i) != ExtentMap.ZERO && location(i) + cutFirst - block[i] == expected) {
        replace(cutFirst, cutEnd, newLocation + cutFirst - first, blockRefs);
      }
      at = cutEnd;
    }
  }
}
