package dev.stillpoint.engine.map;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Subtrees that left a map as a whole, to be freed in small steps: each node and block in them that
 * the map had to itself. What is older is another's, and its branch is not entered.
 */
public final class Discards {
  /**
   * A subtree.
   *
   * @param threshold the map's when it left it
   */
  public record Subtree(Ref root, Threshold threshold) {}

  private final Nodes nodes;
  private final Deaths deaths;
  private final ArrayDeque<Subtree> pending = new ArrayDeque<>();

  public Discards(Nodes nodes, Deaths deaths) {
    this.nodes = nodes;
    this.deaths = deaths;
  }

  Deaths deaths() {
    return deaths;
  }

  /** Takes a subtree, unless all of it is another's. */
  public void add(Ref root, Threshold threshold) {
    if (root != null && threshold.reaches(root.birth())) {
      pending.push(new Subtree(root, threshold));
    }
  }

  public boolean isEmpty() {
    return pending.isEmpty();
  }

  public int size() {
    return pending.size();
  }

  /** What waits, for a checkpoint. */
  public List<Subtree> pending() {
    return List.copyOf(pending);
  }

  /**
   * Frees up to {@code most} nodes.
   *
   * @return false when nothing was pending
   */
  public boolean step(int most) throws NodeMissing {
    if (pending.isEmpty()) {
      return false;
    }
    for (int i = 0; i < most && !pending.isEmpty(); i++) {
      Subtree next = pending.peek();
      Node node = nodes.get(next.root());
      pending.pop();
      if (next.threshold().ownsNode(next.root().birth(), node.firstKey())) {
        release(node, next.threshold());
        nodes.free(next.root());
      }
    }
    return true;
  }

  private void release(Node node, Threshold threshold) {
    switch (node) {
      case Inner inner -> {
        for (int i = inner.n - 1; i >= 0; i--) {
          add(inner.child[i], threshold);
        }
      }
      case Leaf leaf -> {
        for (int i = 0; i < leaf.n; i++) {
          if (!leaf.zeros(i)) {
            threshold.died(leaf.block[i], leaf.count[i], leaf.location[i], deaths);
          }
        }
      }
    }
  }
}
