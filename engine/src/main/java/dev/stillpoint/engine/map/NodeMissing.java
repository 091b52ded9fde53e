package dev.stillpoint.engine.map;

import java.util.List;

/** Nodes that must be read before the question can be answered. See {@link Attempt}. */
public final class NodeMissing extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Ref> nodes;

  NodeMissing(List<Ref> nodes) {
    super("nodes must be read first", null, false, false);
    this.nodes = List.copyOf(nodes);
  }

  List<Ref> nodes() {
    return nodes;
  }
}
