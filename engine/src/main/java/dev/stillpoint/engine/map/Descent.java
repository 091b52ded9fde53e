package dev.stillpoint.engine.map;

/** A way down a map towards one block, node by node; a node is read only when it is passed. */
final class Descent {
  private final Nodes nodes;
  private final long block;
  private Ref ref;
  private Leaf leaf;
  private long limit = Long.MAX_VALUE;

  Descent(Nodes nodes, Ref root, long block) {
    this.nodes = nodes;
    this.block = block;
    this.ref = root;
  }

  /** Where it stands; null in an empty map. */
  Ref ref() {
    return ref;
  }

  /** The leaf at the end of the way, once it was read. */
  Leaf leaf() {
    return leaf;
  }

  /** Where the range of {@link #ref} ends. */
  long limit() {
    return limit;
  }

  /** Reads the node and goes to its child, or notes that it is a leaf. */
  void down() throws NodeMissing {
    switch (nodes.get(ref)) {
      case Leaf found -> leaf = found;
      case Inner inner -> {
        int i = inner.childFor(block);
        limit = inner.limit(i, limit);
        ref = inner.child[i];
      }
    }
  }
}
