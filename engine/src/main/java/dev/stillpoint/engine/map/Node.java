package dev.stillpoint.engine.map;

/**
 * A node of the tree. {@code refs} counts the parents and roots that point to it; a node may be
 * changed only through a path on which every node has exactly one.
 */
public abstract sealed class Node permits Leaf, Inner {
  int refs = 1;
  int n;

  /** Scratch mark of a walk that visits shared nodes once; see {@link Walks}. */
  int mark;

  /** Lowest block that the node was made for. */
  abstract long firstKey();
}
