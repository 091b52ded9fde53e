package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeStore;
import java.io.IOException;
import java.util.Set;

/** Walks over nodes on disk, past any cache. */
public final class Reach {
  private Reach() {}

  /** Adds the addresses of a root and of all nodes below it. */
  public static void of(NodeStore store, Ref root, Set<Long> addresses) throws IOException {
    if (root != null && addresses.add(root.address())) {
      Node node = NodeCodec.decode(store.load(root.address(), root.birth()));
      if (node instanceof Inner inner) {
        for (int i = 0; i < inner.n; i++) {
          of(store, inner.child[i], addresses);
        }
      }
    }
  }
}
