package dev.stillpoint.engine.map;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Nodes that lost a reference, to be given back in small steps. Work is in proportion to what is
 * freed: a node that others still share ends its branch. Guarded by the lock that guards the maps.
 */
public final class Releases {
  private final BlockRefs blockRefs;
  private final ArrayDeque<Node> pending = new ArrayDeque<>();

  public Releases(BlockRefs blockRefs) {
    this.blockRefs = blockRefs;
  }

  void add(Node node) {
    pending.push(node);
  }

  public boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Shows each pending node; what it reaches still counts. */
  public void forEach(Consumer<Node> visitor) {
    pending.forEach(visitor);
  }

  /**
   * Releases up to {@code nodes} nodes.
   *
   * @return false when nothing was pending
   */
  public boolean step(int nodes) {
    if (pending.isEmpty()) {
      return false;
    }
    for (int i = 0; i < nodes && !pending.isEmpty(); i++) {
      Node node = pending.pop();
      if (--node.refs > 0) {
        continue;
      }
      switch (node) {
        case Inner inner -> {
          for (int child = 0; child < inner.n; child++) {
            pending.push(inner.child[child]);
          }
        }
        case Leaf leaf -> leaf.releaseAll(blockRefs);
      }
    }
    return true;
  }
}
