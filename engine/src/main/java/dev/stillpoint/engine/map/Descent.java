package dev.stillpoint.engine.map;

/** A way down a map towards one block, node by node; a node is read only when it is passed. */
final class Descent {
  private final Nodes nodes;
  private final long block;
  private Ref ref;
  private Leaf leaf;
  private long limit = Long.MAX_VALUE;

  /** Where it came from; null at the root. */
  private Inner parent;

  private int at;
  private long limitOfParent;

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
        parent = inner;
        limitOfParent = limit;
        goTo(inner.childFor(block));
      }
    }
  }

  private void goTo(int child) {
    at = child;
    limit = parent.limit(child, limitOfParent);
    ref = parent.child[child];
  }

  /** The next child of the node that it came from; null behind the last. */
  Ref neighbour() {
    return parent == null || at + 1 == parent.n ? null : parent.child[at + 1];
  }

  /** Goes on to the neighbour, without a look at it. */
  void pass() {
    goTo(at + 1);
  }

  /** Whether the next child is one that another way has next, too. */
  boolean sharesNeighbour(Descent other) {
    return neighbour() != null && limit == other.limit && Ref.same(neighbour(), other.neighbour());
  }
}
