package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeStore;
import java.io.IOException;
import java.util.List;

/**
 * The nodes of all maps of a pool, as far as they are in memory: those that changed since the last
 * checkpoint, and those that were read, as many as fit. Guarded by the pool's lock, but for {@link
 * #load}.
 */
public final class Nodes {
  /** About what a node takes in memory while it may still grow. */
  private static final int DIRTY_BYTES = 1500;

  private final NodeStore store;
  private final NodeCache cache;
  private final Fanout fanout;

  /** What the caller who holds the lock now has read for his question. */
  private Attempt attempt;

  /** Counts captures: a node of an earlier epoch is not changed in place any more. */
  private int epoch = 1;

  private int dirtyNodes;
  private long looks;

  /**
   * No node yet.
   *
   * @param cacheBytes memory for all nodes; those that no checkpoint holds must be kept, and those
   *     that were read get the rest
   */
  public Nodes(NodeStore store, long cacheBytes, Fanout fanout) {
    this.store = store;
    this.cache = new NodeCache(cacheBytes);
    this.fanout = fanout;
  }

  public NodeStore store() {
    return store;
  }

  Fanout fanout() {
    return fanout;
  }

  /** Nodes that no checkpoint holds yet. */
  public int dirtyNodes() {
    return dirtyNodes;
  }

  /** About the memory that they take. */
  public long dirtyBytes() {
    return (long) dirtyNodes * DIRTY_BYTES;
  }

  /**
   * Lets go up to so many nodes that were read, where those that no checkpoint holds leave them too
   * little. Not to be called in the middle of a change.
   *
   * @return false when nothing is left to do
   */
  public boolean shrink(int most) {
    return cache.shrink(most);
  }

  /** Nodes that were read and are kept. */
  public int cachedNodes() {
    return cache.size();
  }

  /** Memory that they take. */
  public long cachedBytes() {
    return cache.bytes();
  }

  /** How often a node was looked at, or for: what questions and changes cost, whatever the time. */
  public long looks() {
    return looks;
  }

  void attempt(Attempt next) {
    attempt = next;
  }

  void cache(long address, Node node) {
    cache.put(address, node);
  }

  /** The node, if it is in memory; else null. */
  Node peek(Ref ref) {
    looks++;
    if (ref.dirty()) {
      return ref.node();
    }
    Node node = cache.get(ref.address());
    if (node == null || node.birth != ref.birth()) {
      node = attempt == null ? null : attempt.held(ref.address());
    }
    return node == null || node.birth != ref.birth() ? null : node;
  }

  Node get(Ref ref) throws NodeMissing {
    Node node = peek(ref);
    if (node == null) {
      throw new NodeMissing(List.of(ref));
    }
    return node;
  }

  /** Reads a node; without the lock. */
  Node load(Ref ref) throws IOException {
    Node node = NodeCodec.decode(store.load(ref.address(), ref.birth()));
    node.birth = ref.birth();
    return node;
  }

  /** A new node. */
  Ref born(Node node, long lsn, long blocks) {
    node.epoch = epoch;
    dirtyNodes++;
    cache.elsewhere(dirtyBytes());
    return new Ref(node, lsn, blocks);
  }

  /** Whether no checkpoint holds the node or is about to. */
  boolean changeable(Ref ref) {
    return ref.dirty() && ref.node().epoch == epoch;
  }

  /** No version reaches the node any more. */
  void free(Ref ref) {
    if (ref.dirty()) {
      ref.died(epoch);
      dirtyNodes--;
    } else {
      cache.remove(ref.address());
      store.free(ref.address());
    }
  }

  /** All nodes as they are now, to be written while the maps go on. */
  public DirtyNodes capture() {
    return new DirtyNodes(this, epoch++);
  }

  /** The node got its address; nothing if it died meanwhile. */
  void adopted(Ref ref) {
    Node node = ref.node();
    ref.adopt();
    if (ref.diedIn() == 0) {
      dirtyNodes--;
      cache.elsewhere(dirtyBytes());
      node.birth = ref.birth();
      cache.put(ref.address(), node);
    } else {
      store.free(ref.address());
    }
  }
}
