package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeAddress;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Visits every node that something reaches, each once, and shows what stands in it. For checks of a
 * whole pool: takes none of the short cuts of the maps, and reads where it stands.
 */
public final class NodeWalk {
  /** Shown what stands in a leaf. */
  @FunctionalInterface
  public interface Extents {
    void extent(long block, long count, long location);
  }

  private final Nodes nodes;
  private final Set<Long> addresses = new HashSet<>();
  private final Set<Ref> dirty = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Long, Integer> byPage = new TreeMap<>();

  public NodeWalk(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Nodes on disk that were visited, by page. */
  public Map<Long, Integer> byPage() {
    return byPage;
  }

  private boolean first(Ref ref) {
    if (ref.dirty()) {
      return dirty.add(ref);
    }
    if (addresses.add(ref.address())) {
      byPage.merge(NodeAddress.page(ref.address()), 1, Integer::sum);
      return true;
    }
    return false;
  }

  private Node node(Ref ref) throws IOException {
    Node node = nodes.peek(ref);
    return node == null ? nodes.load(ref) : node;
  }

  /** Visits all below a root, which may be null, but for what was visited before. */
  public void whole(Ref root, Extents extents) throws IOException {
    behind(root, 0, Long.MAX_VALUE, extents);
  }

  /** As {@link #whole}, but nothing before a block: the walk over a version has come so far. */
  public void behind(Ref root, long cursor, Extents extents) throws IOException {
    behind(root, cursor, Long.MAX_VALUE, extents);
  }

  private void behind(Ref ref, long cursor, long limit, Extents extents) throws IOException {
    if (ref == null || limit <= cursor || !first(ref)) {
      return;
    }
    switch (node(ref)) {
      case Inner inner -> {
        for (int i = 0; i < inner.n; i++) {
          behind(inner.child[i], cursor, inner.limit(i, limit), extents);
        }
      }
      case Leaf leaf -> {
        for (int i = leaf.firstEndingAfter(cursor); i < leaf.n; i++) {
          if (!leaf.zeros(i)) {
            long from = Math.max(cursor, leaf.block[i]);
            extents.extent(from, leaf.end(i) - from, leaf.location[i] + from - leaf.block[i]);
          }
        }
      }
    }
  }

  /** Visits what a subtree that left its map still holds, and shows what of it will die. */
  public void discarded(Discards.Subtree subtree, Deaths deaths) throws IOException {
    discarded(subtree.root(), subtree.threshold(), deaths);
  }

  private void discarded(Ref ref, Threshold threshold, Deaths deaths) throws IOException {
    if (!threshold.reaches(ref.birth())) {
      return;
    }
    Node node = node(ref);
    if (!threshold.ownsNode(ref.birth(), node.firstKey()) || !first(ref)) {
      return;
    }
    switch (node) {
      case Inner inner -> {
        for (int i = 0; i < inner.n; i++) {
          discarded(inner.child[i], threshold, deaths);
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
