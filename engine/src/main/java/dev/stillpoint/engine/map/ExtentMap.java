package dev.stillpoint.engine.map;

/**
 * A map from block numbers to locations: a B+ tree of extents whose nodes are shared between maps
 * and copied when one of the sharers changes them (path copying, as in Rodeh, "B-trees, Shadowing,
 * and Clones", 2008). Sequential runs take one entry, a hole none. Sharing a whole map costs O(1);
 * the first change behind it copies a path.
 *
 * <p>Not safe for several threads: the pool's lock guards every map of a pool, because they share
 * nodes. A root taken by {@link #share} is never changed in content afterwards.
 */
public final class ExtentMap {
  /** "No entry" as a location. */
  public static final long HOLE = -1;

  /** "Written as zeros, without data" as a location. */
  public static final long ZERO = (1L << (63 - Leaf.COUNT_BITS)) - 1;

  /** Receives the mapped parts of a range, in order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One run of blocks at consecutive locations.
     *
     * @param location of the first block, or {@link #ZERO}
     */
    void extent(long block, long count, long location);
  }

  private final BlockRefs blockRefs;
  private Node root;
  private long dataBlocks;

  /** An empty map. */
  public ExtentMap(BlockRefs blockRefs) {
    this(blockRefs, null, 0);
  }

  private ExtentMap(BlockRefs blockRefs, Node root, long dataBlocks) {
    this.blockRefs = blockRefs;
    this.root = root;
    this.dataBlocks = dataBlocks;
  }

  /** A map that a checkpoint held; takes over one reference to {@code root}. */
  public static ExtentMap of(BlockRefs blockRefs, Node root, long dataBlocks) {
    return new ExtentMap(blockRefs, root, dataBlocks);
  }

  /** A second map with the same content, in O(1). */
  public ExtentMap share() {
    if (root != null) {
      root.refs++;
    }
    return new ExtentMap(blockRefs, root, dataBlocks);
  }

  /** Gives the map up; what only it reached is released by {@code releases}, step by step. */
  public void drop(Releases releases) {
    if (root != null) {
      releases.add(root);
      root = null;
    }
  }

  /** Blocks that hold data. */
  public long dataBlocks() {
    return dataBlocks;
  }

  /** Root node, null when nothing is mapped. */
  public Node root() {
    return root;
  }

  /** Location of one block, {@link #HOLE} or {@link #ZERO}. */
  public long locate(long block) {
    Node node = root;
    while (node instanceof Inner inner) {
      node = inner.child[inner.childFor(block)];
    }
    if (!(node instanceof Leaf leaf)) {
      return HOLE;
    }
    int i = leaf.firstEndingAfter(block);
    if (i == leaf.n || leaf.block[i] > block) {
      return HOLE;
    }
    long location = leaf.location(i);
    return location == ZERO ? ZERO : location + block - leaf.block[i];
  }

  /**
   * How many data blocks of a range stand elsewhere in another map, or nowhere. Parts that both
   * maps share are passed over, so it costs what differs.
   */
  public long changed(ExtentMap since, long first, long count) {
    return root == null ? 0 : changed(root, since.root, first, first + count);
  }

  private static long changed(Node node, Node since, long first, long end) {
    if (node == since) {
      return 0;
    }
    return switch (node) {
      case Inner inner -> {
        long blocks = 0;
        for (int i = inner.childFor(first); i < inner.n && (i == 0 || inner.key[i] < end); i++) {
          long from = i == 0 ? first : Math.max(first, inner.key[i]);
          long to = i + 1 < inner.n ? Math.min(end, inner.key[i + 1]) : end;
          blocks += changed(inner.child[i], covering(since, from, to), from, to);
        }
        yield blocks;
      }
      case Leaf leaf -> leaf.changed(since, first, end);
    };
  }

  /** The lowest node that answers for the whole of a range. */
  private static Node covering(Node root, long first, long end) {
    Node node = root;
    while (node instanceof Inner inner) {
      int i = inner.childFor(first);
      if (i + 1 < inner.n && inner.key[i + 1] < end) {
        return node;
      }
      node = inner.child[i];
    }
    return node;
  }

  /** Shows every mapped part of the range. */
  public void visit(long first, long count, Visitor visitor) {
    if (root != null) {
      visit(root, first, first + count, visitor);
    }
  }

  static void visit(Node node, long first, long end, Visitor visitor) {
    switch (node) {
      case Inner inner -> {
        for (int i = inner.childFor(first); i < inner.n && (i == 0 || inner.key[i] < end); i++) {
          visit(inner.child[i], first, end, visitor);
        }
      }
      case Leaf leaf -> {
        for (int i = leaf.firstEndingAfter(first); i < leaf.n && leaf.block[i] < end; i++) {
          long from = Math.max(first, leaf.block[i]);
          long to = Math.min(end, leaf.end(i));
          long location = leaf.location(i);
          visitor.extent(
              from, to - from, location == ZERO ? ZERO : location + from - leaf.block[i]);
        }
      }
    }
  }

  /** Maps {@code count} blocks to consecutive locations. */
  public void put(long first, int count, long location) {
    replace(first, count, location);
  }

  /** Marks a range as written with zeros. */
  public void putZeros(long first, long count) {
    long at = first;
    for (long left = count; left > 0; ) {
      long step = Math.min(left, Leaf.COUNT_MAX);
      replace(at, step, ZERO);
      at += step;
      left -= step;
    }
  }

  /** Removes a range. */
  public void remove(long first, long count) {
    if (root != null) {
      replace(first, count, HOLE);
    }
  }

  private void replace(long first, long count, long location) {
    root = root == null ? new Leaf() : own(root);
    Node right = update(root, first, first + count, Long.MAX_VALUE, location);
    if (right != null) {
      root =
          new Inner(
              new long[] {root.firstKey(), right.firstKey(), 0, 0},
              new Node[] {root, right, null, null},
              2);
    }
    while (root instanceof Inner inner && inner.n == 1) {
      root = inner.child[0];
    }
    if (empty(root)) {
      root = null;
    }
  }

  private static boolean empty(Node node) {
    return switch (node) {
      case Leaf leaf -> leaf.n == 0;
      case Inner inner -> inner.n == 1 && empty(inner.child[0]);
    };
  }

  /** The node itself if nobody shares it, else a copy that takes this reference's place. */
  private Node own(Node node) {
    if (node.refs == 1) {
      return node;
    }
    node.refs--;
    return switch (node) {
      case Leaf leaf -> leaf.copy(blockRefs);
      case Inner inner -> inner.copy();
    };
  }

  /**
   * Replaces a range below an owned node.
   *
   * @param limit where the node's range ends
   * @return the node's new right sibling, if it was split
   */
  private Node update(Node node, long first, long end, long limit, long location) {
    return switch (node) {
      case Leaf leaf -> {
        dataBlocks += leaf.replace(first, end, location, blockRefs);
        yield leaf.tooLarge() ? leaf.split() : null;
      }
      case Inner inner -> updateChildren(inner, first, end, limit, location);
    };
  }

  private Node updateChildren(Inner inner, long first, long end, long limit, long location) {
    long at = first;
    int i = inner.childFor(first);
    while (at < end) {
      long childLimit = i + 1 < inner.n ? inner.key[i + 1] : limit;
      long to = Math.min(end, childLimit);
      long toLocation = location == HOLE || location == ZERO ? location : location + at - first;
      Node child = own(inner.child[i]);
      inner.child[i] = child;
      Node right = update(child, at, to, childLimit, toLocation);
      if (right != null) {
        inner.insert(++i, right.firstKey(), right);
      } else if (inner.n > 1 && empty(child)) {
        removeChild(inner, i--);
      } else if (i > 0 && mergeable(inner.child[i - 1], child)) {
        ((Leaf) inner.child[i - 1]).absorb((Leaf) child);
        inner.remove(i--);
      }
      i++;
      at = to;
    }
    return inner.n > Inner.CHILDREN_MAX ? inner.split() : null;
  }

  /** An empty child goes; the blocks it covered fall to the child on its left. */
  private static void removeChild(Inner inner, int at) {
    long key = inner.key[0];
    inner.remove(at);
    if (at == 0) {
      inner.key[0] = key;
    }
  }

  private static boolean mergeable(Node left, Node right) {
    return left instanceof Leaf l
        && right instanceof Leaf r
        && l.refs == 1
        && l.n + r.n <= Leaf.ENTRIES_MAX / 2
        && l.dataBlocks() + r.dataBlocks() <= Leaf.BLOCKS_MAX / 2;
  }
}
