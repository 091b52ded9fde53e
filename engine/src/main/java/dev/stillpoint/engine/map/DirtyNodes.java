package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeAddress;
import dev.stillpoint.engine.node.NodeWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The nodes that changed before one capture. They are written children first, while the maps change
 * copies of them; when they are durable, their addresses take their place.
 */
public final class DirtyNodes {
  private final Nodes nodes;
  private final int epoch;
  private final NodeCodec codec = new NodeCodec();
  private final ArrayDeque<Ref> written = new ArrayDeque<>();

  DirtyNodes(Nodes nodes, int epoch) {
    this.nodes = nodes;
    this.epoch = epoch;
  }

  /** Writes what is below a root of the capture and was not written yet; without the lock. */
  public void write(Ref root, NodeWriter writer) throws IOException {
    if (root == null || !root.dirty() || root.written() != NodeAddress.NONE || wasDead(root)) {
      return;
    }
    if (root.node() instanceof Inner inner) {
      for (int i = 0; i < inner.n; i++) {
        write(inner.child[i], writer);
      }
    }
    int length = codec.encode(root.node());
    root.written(writer.add(codec.bytes, length, root.birth()));
    written.add(root);
  }

  /** A version on its way out may point to what was freed below it: the walk is past that. */
  private boolean wasDead(Ref ref) {
    return ref.diedIn() != 0 && ref.diedIn() <= epoch;
  }

  /** How many nodes were written. */
  public int count() {
    return written.size();
  }

  /**
   * Puts up to {@code most} addresses in the place of their nodes; the caller holds the lock.
   *
   * @return false when none was left
   */
  public boolean adopt(int most) {
    for (int i = 0; i < most && !written.isEmpty(); i++) {
      nodes.adopted(written.poll());
    }
    return !written.isEmpty();
  }

  /** They could not be made durable: they wait for the next checkpoint. */
  public void forget() {
    List.copyOf(written).forEach(ref -> ref.written(NodeAddress.NONE));
    written.clear();
  }
}
