package dev.stillpoint.engine.map;

/** A node in memory. Changed only by the map that made it, in the epoch in which it was made. */
abstract sealed class Node permits Leaf, Inner {
  /** Entries in use. */
  int n;

  /** Epoch in which it was made; 0 for one that was read from disk. */
  int epoch;

  /** The node's birth, for one that stands on disk: an address may be another's later. */
  long birth;

  /** The lowest block that an entry or a child names. */
  abstract long firstKey();

  /** About how much memory it takes. */
  abstract int heapBytes();

  /** A copy to be changed. */
  abstract Node copy();
}
