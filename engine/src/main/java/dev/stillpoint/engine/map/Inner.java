package dev.stillpoint.engine.map;

import java.util.Arrays;

/**
 * Children in the order of their keys. Child {@code i} covers the blocks from {@code key[i]} to
 * before {@code key[i + 1]}; the first covers everything below as well. What a child covers only
 * ever grows while two versions share it, so its first key is within it in both.
 */
final class Inner extends Node {
  long[] key;
  Ref[] child;

  Inner(int capacity) {
    key = new long[capacity];
    child = new Ref[capacity];
  }

  @Override
  long firstKey() {
    return key[0];
  }

  @Override
  int heapBytes() {
    return 96 + 68 * key.length;
  }

  int childFor(long block) {
    int low = 1;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key[middle] <= block) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Where the range of a child begins, in a node whose own begins at {@code low}. */
  long low(int i, long low) {
    return i == 0 ? low : key[i];
  }

  /** Where the range of a child ends, in a node whose own ends at {@code limit}. */
  long limit(int i, long limit) {
    return i + 1 < n ? key[i + 1] : limit;
  }

  @Override
  Inner copy() {
    Inner copy = new Inner(0);
    copy.key = Arrays.copyOf(key, n + 2);
    copy.child = Arrays.copyOf(child, n + 2);
    copy.n = n;
    return copy;
  }

  void append(long firstKey, Ref ref) {
    key[n] = firstKey;
    child[n++] = ref;
  }

  void insert(int at, long firstKey, Ref ref) {
    if (n == key.length) {
      key = Arrays.copyOf(key, n * 2);
      child = Arrays.copyOf(child, n * 2);
    }
    System.arraycopy(key, at, key, at + 1, n - at);
    System.arraycopy(child, at, child, at + 1, n - at);
    key[at] = firstKey;
    child[at] = ref;
    n++;
  }

  /** A child goes; the blocks that it covered fall to the one on its left, or on its right. */
  void remove(int at) {
    long lowest = key[0];
    System.arraycopy(key, at + 1, key, at, n - at - 1);
    System.arraycopy(child, at + 1, child, at, n - at - 1);
    child[--n] = null;
    if (n > 0) {
      key[0] = lowest;
    }
  }

  /** Moves the children from {@code at} on into a new node. */
  Inner split(int at) {
    Inner right = new Inner(n - at + 2);
    for (int i = at; i < n; i++) {
      right.append(key[i], child[i]);
    }
    Arrays.fill(child, at, n, null);
    n = at;
    return right;
  }

  long dataBlocks() {
    long blocks = 0;
    for (int i = 0; i < n; i++) {
      blocks += child[i].blocks();
    }
    return blocks;
  }
}
