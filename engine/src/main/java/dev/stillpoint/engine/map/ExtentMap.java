package dev.stillpoint.engine.map;

import dev.stillpoint.block.Invariant;
import java.util.ArrayList;
import java.util.List;

/**
 * A map from block numbers to locations: a B+ tree of extents whose nodes are shared between
 * versions and copied when one of them changes them (path copying, as in Rodeh, "B-trees,
 * Shadowing, and Clones", 2008). Sequential runs take one entry, a hole none.
 *
 * <p>Every question may miss a node ({@link NodeMissing}); then nothing has changed. A change asks
 * with {@link #prepare} first and cannot miss afterwards.
 */
public final class ExtentMap {
  /** "No entry" as a location. */
  public static final long HOLE = -1;

  /** "Written as zeros, without data" as a location. */
  public static final long ZERO = Long.MAX_VALUE;

  /** Receives the mapped parts of a range, in order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One run of blocks at consecutive locations.
     *
     * @param location of the first block, or {@link #ZERO}
     * @return whether to go on
     */
    boolean extent(long block, long count, long location);
  }

  private final Nodes nodes;
  private final Discards discards;
  private Ref root;
  private Threshold threshold;

  /**
   * A map with a content.
   *
   * @param discards takes what leaves the map as a whole
   * @param root null for an empty map
   * @param threshold what of it is its own
   */
  public ExtentMap(Nodes nodes, Discards discards, Ref root, Threshold threshold) {
    this.nodes = nodes;
    this.discards = discards;
    this.root = root;
    this.threshold = threshold;
  }

  /** A second map with the same content, in O(1); of which only what comes is its own. */
  public ExtentMap share(Since since) {
    return new ExtentMap(nodes, discards, root, Threshold.at(since));
  }

  /** What points to the whole content; null when nothing is mapped. */
  public Ref root() {
    return root;
  }

  /** Says anew what of the map is its own. */
  public void threshold(Threshold next) {
    threshold = next;
  }

  public Threshold threshold() {
    return threshold;
  }

  /** Gives the map up; what it had to itself is freed by {@link Discards}, step by step. */
  public void discard() {
    discards.add(root, threshold);
    root = null;
  }

  /** Blocks that hold data. */
  public long dataBlocks() {
    return root == null ? 0 : root.blocks();
  }

  /** Location of one block, {@link #HOLE} or {@link #ZERO}. */
  public long locate(long block) throws NodeMissing {
    Ref ref = root;
    while (ref != null) {
      Node node = nodes.get(ref);
      if (node instanceof Leaf leaf) {
        return leaf.locate(block);
      }
      Inner inner = (Inner) node;
      ref = inner.child[inner.childFor(block)];
    }
    return HOLE;
  }

  /** Shows every mapped part of a range, until the visitor has had enough. */
  public void visit(long first, long count, Visitor visitor) throws NodeMissing {
    if (root != null) {
      visit(nodes.get(root), first, first + count, visitor);
    }
  }

  private boolean visit(Node node, long first, long end, Visitor visitor) throws NodeMissing {
    return switch (node) {
      case Inner inner -> {
        for (int i = inner.childFor(first); i < inner.n && (i == 0 || inner.key[i] < end); i++) {
          Node child = nodes.peek(inner.child[i]);
          if (child == null) {
            throw new NodeMissing(missing(inner, i, end));
          }
          if (!visit(child, first, end, visitor)) {
            yield false;
          }
        }
        yield true;
      }
      case Leaf leaf -> visit(leaf, first, end, visitor);
    };
  }

  /** Who reads one child is likely to need its neighbours. */
  private List<Ref> missing(Inner inner, int from, long end) {
    List<Ref> refs = new ArrayList<>();
    for (int i = from; i < inner.n && (i == 0 || inner.key[i] < end); i++) {
      if (nodes.peek(inner.child[i]) == null) {
        refs.add(inner.child[i]);
      }
    }
    return refs;
  }

  private static boolean visit(Leaf leaf, long first, long end, Visitor visitor) {
    for (int i = leaf.firstEndingAfter(first); i < leaf.n && leaf.block[i] < end; i++) {
      long from = Math.max(first, leaf.block[i]);
      long to = Math.min(end, leaf.end(i));
      long location = leaf.zeros(i) ? ZERO : leaf.location[i] + from - leaf.block[i];
      if (!visitor.extent(from, to - from, location)) {
        return false;
      }
    }
    return true;
  }

  /** Makes sure that a change of this range, in one piece, misses no node. */
  public void prepare(long first, long count) throws NodeMissing {
    long end = first + count;
    locate(first);
    locate(end - 1);
    for (long at = first + Leaf.COUNT_MAX; at < end; at += Leaf.COUNT_MAX) {
      locate(at - 1);
      locate(at);
    }
  }

  /** Maps {@code count} blocks to consecutive locations. */
  public void put(long first, int count, long location, long lsn) {
    replace(new Change(first, location, lsn), first, first + count);
  }

  /** Marks a range as written with zeros. */
  public void putZeros(long first, long count, long lsn) {
    long at = first;
    for (long left = count; left > 0; ) {
      long step = Math.min(left, Leaf.COUNT_MAX);
      replace(new Change(at, ZERO, lsn), at, at + step);
      at += step;
      left -= step;
    }
  }

  /** Removes a range. */
  public void remove(long first, long count, long lsn) {
    if (root != null) {
      replace(new Change(first, HOLE, lsn), first, first + count);
    }
  }

  /** What a range becomes: its block {@code start} is to stand at {@code location}. */
  private record Change(long start, long location, long lsn) {
    boolean unmaps() {
      return location == HOLE;
    }

    long at(long block) {
      return location == HOLE || location == ZERO ? location : location + block - start;
    }
  }

  private void replace(Change change, long first, long end) {
    try {
      root = root == null ? nodes.born(new Leaf(4), change.lsn, 0) : own(root, change);
      Ref right = update(root, change, first, end, 0, Long.MAX_VALUE);
      if (right != null) {
        Inner top = new Inner(4);
        top.append(root.node().firstKey(), root);
        top.append(right.node().firstKey(), right);
        root = nodes.born(top, change.lsn, root.blocks() + right.blocks());
      }
    } catch (NodeMissing e) {
      Invariant.hold(false, "8 reclaim", "a map was changed without its nodes");
    }
    while (root.node() instanceof Inner inner && inner.n == 1 && ownsAlone(root)) {
      nodes.free(root);
      root = inner.child[0];
    }
    if (root.node() instanceof Leaf leaf && leaf.n == 0) {
      nodes.free(root);
      root = null;
    }
  }

  /** The node itself if it may be changed, else a copy that takes its place in this map. */
  private Ref own(Ref ref, Change change) throws NodeMissing {
    Node node = nodes.get(ref);
    if (ownsAlone(ref)) {
      return ref;
    }
    Ref copy = nodes.born(node.copy(), change.lsn, ref.blocks());
    if (threshold.ownsNode(ref.birth(), node.firstKey())) {
      nodes.free(ref);
    }
    return copy;
  }

  private boolean ownsAlone(Ref ref) {
    return nodes.changeable(ref) && ref.birth() > threshold.ahead().lsn();
  }

  /**
   * Replaces a range below an owned node that covers the blocks from {@code low} to {@code limit}.
   *
   * @return the node's new right sibling, if it was split
   */
  private Ref update(Ref ref, Change change, long first, long end, long low, long limit)
      throws NodeMissing {
    return switch (ref.node()) {
      case Inner inner -> updateInner(ref, inner, change, first, end, low, limit);
      case Leaf leaf -> updateLeaf(ref, leaf, change, first, end);
    };
  }

  private Ref updateLeaf(Ref ref, Leaf leaf, Change change, long first, long end) {
    long delta =
        leaf.replace(
            first,
            end,
            change.at(first),
            (block, count, location) -> threshold.died(block, count, location, discards.deaths()));
    ref.blocks(ref.blocks() + delta);
    int most = nodes.fanout().extentsMax();
    if (leaf.n <= most) {
      return null;
    }
    boolean grewAtItsEnd = leaf.block[leaf.n - 1] <= first;
    Leaf right = leaf.split(grewAtItsEnd ? leaf.n - 1 : leaf.n / 2);
    long moved = right.dataBlocks();
    ref.blocks(ref.blocks() - moved);
    return nodes.born(right, change.lsn, moved);
  }

  /**
   * Children that the range covers leave as they are; at most the two at its edges are changed, and
   * only they were read.
   */
  private Ref updateInner(
      Ref ref, Inner inner, Change change, long first, long end, long low, long limit)
      throws NodeMissing {
    if (!change.unmaps()) {
      inner.key[0] = Math.min(inner.key[0], first);
    }
    int from = inner.childFor(first);
    int to = inner.childFor(end - 1);
    boolean firstCovered = covered(inner, from, first, end, low, limit);
    boolean lastCovered = covered(inner, to, first, end, low, limit);
    long lastLow = inner.low(to, low);
    long delta = 0;
    for (int i = lastCovered ? to : to - 1; i > from; i--) {
      delta += leave(inner, i);
    }
    if (firstCovered && lastCovered) {
      delta += replaceChild(inner, from, change, first, end);
    } else if (firstCovered) {
      long key = inner.key[from];
      delta += leave(inner, from);
      inner.key[from] = key;
      delta += updateChild(inner, from, change, first, end, low, limit);
    } else {
      boolean lastChanges = to > from && !lastCovered;
      // What the first one holds ends where the last one begins, also when that goes meanwhile.
      long firstLimit = lastChanges ? lastLow : inner.limit(from, limit);
      if (lastChanges) {
        delta += updateChild(inner, from + 1, change, lastLow, end, low, limit);
      }
      long until = Math.min(end, firstLimit);
      delta += updateChild(inner, from, change, first, until, low, firstLimit);
    }
    ref.blocks(ref.blocks() + delta);
    return split(ref, inner, from, change);
  }

  /** A child of which nothing is left goes, or a leaf for what is put takes its place. */
  private long replaceChild(Inner inner, int i, Change change, long first, long end) {
    if (change.unmaps() && inner.n > 1) {
      return leave(inner, i);
    }
    Ref before = inner.child[i];
    discards.add(before, threshold);
    Ref leaf = nodes.born(new Leaf(4), change.lsn, 0);
    updateLeaf(leaf, (Leaf) leaf.node(), change, first, end);
    inner.child[i] = leaf;
    return leaf.blocks() - before.blocks();
  }

  private static boolean covered(Inner inner, int i, long first, long end, long low, long limit) {
    return first <= inner.low(i, low) && inner.limit(i, limit) <= end;
  }

  /** A whole child leaves the map; O(1). */
  private long leave(Inner inner, int i) {
    Ref child = inner.child[i];
    discards.add(child, threshold);
    inner.remove(i);
    return -child.blocks();
  }

  private long updateChild(
      Inner inner, int i, Change change, long first, long end, long low, long limit)
      throws NodeMissing {
    Ref before = inner.child[i];
    long blocks = before.blocks();
    Ref child = own(before, change);
    inner.child[i] = child;
    long childLimit = Math.min(inner.limit(i, limit), limit);
    Ref right = update(child, change, first, end, inner.low(i, low), childLimit);
    if (right != null) {
      inner.insert(i + 1, right.node().firstKey(), right);
      return child.blocks() + right.blocks() - blocks;
    }
    long delta = child.blocks() - blocks;
    if (inner.n > 1 && empty(child)) {
      freeEmpty(child);
      inner.remove(i);
    } else if (i > 0) {
      mergeLeft(inner, i);
    }
    return delta;
  }

  private static boolean empty(Ref ref) {
    return switch (ref.node()) {
      case Leaf leaf -> leaf.n == 0;
      case Inner inner -> inner.n == 1 && empty(inner.child[0]);
      case null -> false;
    };
  }

  private void freeEmpty(Ref ref) {
    nodes.free(ref);
    if (ref.node() instanceof Inner inner) {
      freeEmpty(inner.child[0]);
    }
  }

  private void mergeLeft(Inner inner, int i) {
    Ref left = inner.child[i - 1];
    Ref right = inner.child[i];
    if (ownsAlone(left)
        && left.node() instanceof Leaf into
        && right.node() instanceof Leaf from
        && into.n + from.n <= nodes.fanout().extentsMax() / 2) {
      into.absorb(from);
      left.blocks(left.blocks() + right.blocks());
      nodes.free(right);
      inner.remove(i);
    }
  }

  private Ref split(Ref ref, Inner inner, int from, Change change) {
    int most = nodes.fanout().childrenMax();
    if (inner.n <= most) {
      return null;
    }
    boolean grewAtItsEnd = from >= inner.n - 3;
    Inner right = inner.split(grewAtItsEnd ? most : inner.n / 2);
    long moved = right.dataBlocks();
    ref.blocks(ref.blocks() - moved);
    return nodes.born(right, change.lsn, moved);
  }
}
