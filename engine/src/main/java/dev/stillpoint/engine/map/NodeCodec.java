package dev.stillpoint.engine.map;

import java.util.IdentityHashMap;

/**
 * Nodes as a checkpoint holds them: children before parents, each node once, named by its place in
 * the stream (from 1; 0 is "no node").
 *
 * <pre>
 *   leaf   0, n, n times (block, place)      place: location and count packed, see Leaf
 *   inner  1, n, n times (key, node name)
 * </pre>
 *
 * All numbers are 64-bit.
 */
public final class NodeCodec {
  private NodeCodec() {}

  /** Where numbers go. */
  public interface Out {
    void put(long value);
  }

  /** Where numbers come from. */
  public interface In {
    long take();
  }

  /** Writes nodes and remembers their names. Reads only content that is never changed. */
  public static final class Writer {
    private final IdentityHashMap<Node, Long> names = new IdentityHashMap<>();
    private final Out out;

    public Writer(Out out) {
      this.out = out;
    }

    /** Writes what is below {@code root} and was not written yet; returns its name. */
    public long write(Node root) {
      if (root == null) {
        return 0;
      }
      Long known = names.get(root);
      if (known != null) {
        return known;
      }
      switch (root) {
        case Inner inner -> {
          long[] children = new long[inner.n];
          for (int i = 0; i < inner.n; i++) {
            children[i] = write(inner.child[i]);
          }
          out.put(1);
          out.put(inner.n);
          for (int i = 0; i < inner.n; i++) {
            out.put(inner.key[i]);
            out.put(children[i]);
          }
        }
        case Leaf leaf -> {
          out.put(0);
          out.put(leaf.n);
          for (int i = 0; i < leaf.n; i++) {
            out.put(leaf.block[i]);
            out.put(leaf.place[i]);
          }
        }
      }
      long name = names.size() + 1L;
      names.put(root, name);
      return name;
    }

    /** Nodes written. */
    public long count() {
      return names.size();
    }
  }

  /**
   * Reads {@code count} nodes, in their order; index 0 of the answer is null. Each has no reference
   * yet from outside: call {@link #adopt} for each root that names it.
   */
  public static Node[] read(In in, int count, BlockRefs blockRefs) {
    Node[] nodes = new Node[count + 1];
    for (int at = 1; at <= count; at++) {
      long kind = in.take();
      int n = Math.toIntExact(in.take());
      if (kind == 0) {
        Leaf leaf = new Leaf();
        leaf.block = new long[Math.max(8, n + 2)];
        leaf.place = new long[Math.max(8, n + 2)];
        leaf.n = n;
        for (int i = 0; i < n; i++) {
          leaf.block[i] = in.take();
          leaf.place[i] = in.take();
          if (leaf.location(i) != ExtentMap.ZERO) {
            blockRefs.retain(leaf.location(i), (int) leaf.count(i));
          }
        }
        leaf.recount();
        nodes[at] = leaf;
      } else {
        Inner inner = new Inner(new long[n + 2], new Node[n + 2], n);
        for (int i = 0; i < n; i++) {
          inner.key[i] = in.take();
          inner.child[i] = nodes[Math.toIntExact(in.take())];
          inner.child[i].refs++;
        }
        nodes[at] = inner;
      }
      nodes[at].refs = 0;
    }
    return nodes;
  }

  /** One more root points to the node; answers it. */
  public static Node adopt(Node node) {
    if (node != null) {
      node.refs++;
    }
    return node;
  }
}
