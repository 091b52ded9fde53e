package dev.stillpoint.engine.map;

import java.util.Arrays;

/**
 * Children in the order of their keys. Child {@code i} covers the blocks from {@code key[i]} to
 * before {@code key[i + 1]}; the first covers everything below as well.
 */
final class Inner extends Node {
  static final int CHILDREN_MAX = 64;

  long[] key;
  Node[] child;

  Inner(long[] key, Node[] child, int n) {
    this.key = key;
    this.child = child;
    this.n = n;
  }

  @Override
  long firstKey() {
    return key[0];
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

  Inner copy() {
    int capacity = Math.max(n + 2, 4);
    for (int i = 0; i < n; i++) {
      child[i].refs++;
    }
    return new Inner(Arrays.copyOf(key, capacity), Arrays.copyOf(child, capacity), n);
  }

  void insert(int at, long firstKey, Node node) {
    if (n == key.length) {
      key = Arrays.copyOf(key, n * 2);
      child = Arrays.copyOf(child, n * 2);
    }
    System.arraycopy(key, at, key, at + 1, n - at);
    System.arraycopy(child, at, child, at + 1, n - at);
    key[at] = firstKey;
    child[at] = node;
    n++;
  }

  void remove(int at) {
    System.arraycopy(key, at + 1, key, at, n - at - 1);
    System.arraycopy(child, at + 1, child, at, n - at - 1);
    child[--n] = null;
  }

  Inner split() {
    int half = n / 2;
    Inner right =
        new Inner(
            Arrays.copyOfRange(key, half, n + 2), Arrays.copyOfRange(child, half, n + 2), n - half);
    Arrays.fill(child, half, n, null);
    n = half;
    return right;
  }
}
