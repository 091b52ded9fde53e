package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeAddress;

/**
 * Nodes as they stand on disk, as many as fit a budget that they share with nodes elsewhere. Which
 * goes is decided by a second chance: a hand goes round and takes the first that was not used since
 * it came by last.
 */
final class NodeCache {
  private static final int SLOTS_MIN = 16;

  /** A part of the budget is theirs whatever the others take, or no question would end. */
  private static final int LEAST_PART = 8;

  /** So many go at once at most: whoever waits for the lock does not wait for a whole cache. */
  private static final int EVICTIONS_MAX = 4;

  /** No node stands there. */
  private static final long NONE = NodeAddress.NONE;

  private final long budgetBytes;
  private long[] keys = new long[SLOTS_MIN];
  private Node[] nodes = new Node[SLOTS_MIN];
  private boolean[] used = new boolean[SLOTS_MIN];
  private int size;
  private int hand;
  private long bytes;
  private long elsewhereBytes;
  private long hits;
  private long misses;

  NodeCache(long budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  private int home(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & keys.length - 1;
  }

  private int find(long key) {
    int at = home(key);
    while (nodes[at] != null && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }

  Node get(long key) {
    int at = find(key);
    Node node = nodes[at];
    if (node == null) {
      misses++;
    } else {
      hits++;
      used[at] = true;
    }
    return node;
  }

  void put(long key, Node node) {
    remove(key);
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int at = find(key);
    keys[at] = key;
    nodes[at] = node;
    used[at] = true;
    size++;
    bytes += node.heapBytes();
    shrink(EVICTIONS_MAX, key);
  }

  /**
   * What the nodes elsewhere take of the budget now. Nothing goes yet: whoever changes a map has
   * made sure of the nodes that it will need.
   */
  void elsewhere(long takenBytes) {
    elsewhereBytes = takenBytes;
  }

  /**
   * Lets go what is too much, up to so many nodes.
   *
   * @return false when nothing is left to do
   */
  boolean shrink(int most) {
    return shrink(most, NONE);
  }

  private boolean shrink(int most, long except) {
    long allowed = Math.max(budgetBytes - elsewhereBytes, budgetBytes / LEAST_PART);
    for (int i = 0; i < most && bytes > allowed && size > 1; i++) {
      evict(except);
    }
    return bytes > allowed && size > 1;
  }

  private void evict(long except) {
    while (true) {
      hand = hand + 1 & keys.length - 1;
      if (nodes[hand] != null && keys[hand] != except) {
        if (!used[hand]) {
          removeAt(hand);
          return;
        }
        used[hand] = false;
      }
    }
  }

  void remove(long key) {
    int at = find(key);
    if (nodes[at] != null) {
      removeAt(at);
    }
  }

  /** Closes the gap with those behind it that belong before it. */
  private void removeAt(int at) {
    bytes -= nodes[at].heapBytes();
    size--;
    int gap = at;
    int next = at;
    while (true) {
      nodes[gap] = null;
      int home;
      do {
        next = next + 1 & keys.length - 1;
        if (nodes[next] == null) {
          return;
        }
        home = home(keys[next]);
      } while (gap <= next ? gap < home && home <= next : gap < home || home <= next);
      keys[gap] = keys[next];
      nodes[gap] = nodes[next];
      used[gap] = used[next];
      gap = next;
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    Node[] oldNodes = nodes;
    boolean[] oldUsed = used;
    keys = new long[oldKeys.length * 2];
    nodes = new Node[keys.length];
    used = new boolean[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNodes[i] != null) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        nodes[at] = oldNodes[i];
        used[at] = oldUsed[i];
      }
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }
}
