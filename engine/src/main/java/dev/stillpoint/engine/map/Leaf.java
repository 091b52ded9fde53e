package dev.stillpoint.engine.map;

import java.util.Arrays;

/**
 * A sorted run of extents. Entry {@code i} says that {@code count[i]} blocks from {@code block[i]}
 * stand at consecutive locations from {@code location[i]}, or, for {@link ExtentMap#ZERO}, that
 * they were written as zeros. Extents never overlap.
 */
final class Leaf extends Node {
  /** The longest extent: longer ones are several. */
  static final int COUNT_MAX = 1 << 30;

  long[] block;
  long[] location;
  int[] count;

  Leaf(int capacity) {
    block = new long[capacity];
    location = new long[capacity];
    count = new int[capacity];
  }

  long end(int i) {
    return block[i] + count[i];
  }

  boolean zeros(int i) {
    return location[i] == ExtentMap.ZERO;
  }

  @Override
  long firstKey() {
    return block[0];
  }

  @Override
  int heapBytes() {
    return 96 + 20 * block.length;
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

  /** Where a block stands. */
  long locate(long at) {
    int i = firstEndingAfter(at);
    if (i == n || block[i] > at) {
      return ExtentMap.HOLE;
    }
    return zeros(i) ? ExtentMap.ZERO : location[i] + at - block[i];
  }

  @Override
  Leaf copy() {
    Leaf copy = new Leaf(0);
    int capacity = n + 2;
    copy.block = Arrays.copyOf(block, capacity);
    copy.location = Arrays.copyOf(location, capacity);
    copy.count = Arrays.copyOf(count, capacity);
    copy.n = n;
    return copy;
  }

  /** Hears which parts of a leaf were overwritten. */
  @FunctionalInterface
  interface Overwritten {
    void run(long block, long count, long location);
  }

  /**
   * Makes the blocks from {@code first} to before {@code end} stand at {@code to} and on, be zeros,
   * or be unmapped; the range is at most {@link #COUNT_MAX} long unless it is unmapped.
   *
   * @return by how much the number of data blocks changed
   */
  long replace(long first, long end, long to, Overwritten overwritten) {
    int from = firstEndingAfter(first);
    Leaf added = new Leaf(3);
    if (from < n && block[from] < first) {
      added.append(block[from], location[from], (int) (first - block[from]));
    }
    long delta = 0;
    if (to != ExtentMap.HOLE) {
      added.append(first, to, (int) (end - first));
      delta += to == ExtentMap.ZERO ? 0 : end - first;
    }
    int until = from;
    while (until < n && block[until] < end) {
      long cutFirst = Math.max(first, block[until]);
      long cutEnd = Math.min(end, end(until));
      if (!zeros(until)) {
        delta -= cutEnd - cutFirst;
        overwritten.run(cutFirst, cutEnd - cutFirst, location[until] + cutFirst - block[until]);
      }
      if (end(until) > end) {
        long rest = zeros(until) ? ExtentMap.ZERO : location[until] + end - block[until];
        added.append(end, rest, (int) (end(until) - end));
      }
      until++;
    }
    splice(from, until, added);
    if (to != ExtentMap.HOLE) {
      joinAround(first);
    }
    return delta;
  }

  void append(long at, long where, int blocks) {
    block[n] = at;
    location[n] = where;
    count[n++] = blocks;
  }

  private void splice(int from, int to, Leaf added) {
    int size = n - (to - from) + added.n;
    if (size > block.length) {
      int capacity = Math.max(size, block.length * 2);
      block = Arrays.copyOf(block, capacity);
      location = Arrays.copyOf(location, capacity);
      count = Arrays.copyOf(count, capacity);
    }
    System.arraycopy(block, to, block, from + added.n, n - to);
    System.arraycopy(location, to, location, from + added.n, n - to);
    System.arraycopy(count, to, count, from + added.n, n - to);
    System.arraycopy(added.block, 0, block, from, added.n);
    System.arraycopy(added.location, 0, location, from, added.n);
    System.arraycopy(added.count, 0, count, from, added.n);
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
    if (end(left) != block[right] || (long) count[left] + count[right] > COUNT_MAX) {
      return false;
    }
    return zeros(left)
        ? zeros(right)
        : !zeros(right) && location[right] == location[left] + count[left];
  }

  private void join(int left) {
    count[left] += count[left + 1];
    int right = left + 1;
    System.arraycopy(block, right + 1, block, right, n - right - 1);
    System.arraycopy(location, right + 1, location, right, n - right - 1);
    System.arraycopy(count, right + 1, count, right, n - right - 1);
    n--;
  }

  /** Moves the entries from {@code at} on into a new leaf. */
  Leaf split(int at) {
    Leaf right = new Leaf(n - at + 2);
    for (int i = at; i < n; i++) {
      right.append(block[i], location[i], count[i]);
    }
    n = at;
    return right;
  }

  /** Takes over all entries of the leaf to the right. */
  void absorb(Leaf right) {
    splice(n, n, right);
  }

  long dataBlocks() {
    long blocks = 0;
    for (int i = 0; i < n; i++) {
      blocks += zeros(i) ? 0 : count[i];
    }
    return blocks;
  }
}
