package dev.stillpoint.engine.map;

/**
 * Walks over the nodes of many maps that visit a shared node once. Each walk has a mark of its own;
 * one walk at a time, under the lock that guards the maps.
 */
public final class Walks {
  private int mark;

  /** Begins a walk; what was visited before may be visited again. */
  public void begin() {
    mark++;
  }

  /**
   * Points whatever stands at the old locations of a range to the new ones, in place, in every node
   * below {@code root} that this walk has not met. Content does not change by it, so sharers of a
   * node stay sharers.
   */
  public void relocate(
      Node root, long first, int count, long oldLocation, long newLocation, BlockRefs blockRefs) {
    if (root != null && root.mark != mark) {
      root.mark = mark;
      switch (root) {
        case Inner inner -> {
          long end = first + count;
          for (int i = inner.childFor(first); i < inner.n && (i == 0 || inner.key[i] < end); i++) {
            relocate(inner.child[i], first, count, oldLocation, newLocation, blockRefs);
          }
        }
        case Leaf leaf -> leaf.relocate(first, first + count, oldLocation, newLocation, blockRefs);
      }
    }
  }

  /** Counts each reference that the leaves below {@code root} hold, shared leaves once. */
  public void count(Node root, BlockRefs counter) {
    if (root != null && root.mark != mark) {
      root.mark = mark;
      switch (root) {
        case Inner inner -> {
          for (int i = 0; i < inner.n; i++) {
            count(inner.child[i], counter);
          }
        }
        case Leaf leaf -> {
          for (int i = 0; i < leaf.n; i++) {
            if (leaf.location(i) != ExtentMap.ZERO) {
              counter.retain(leaf.location(i), (int) leaf.count(i));
            }
          }
        }
      }
    }
  }

  /** Shows every data extent below {@code root}, shared leaves once. */
  public void extents(Node root, ExtentMap.Visitor visitor) {
    if (root != null && root.mark != mark) {
      root.mark = mark;
      switch (root) {
        case Inner inner -> {
          for (int i = 0; i < inner.n; i++) {
            extents(inner.child[i], visitor);
          }
        }
        case Leaf leaf -> {
          for (int i = 0; i < leaf.n; i++) {
            if (leaf.location(i) != ExtentMap.ZERO) {
              visitor.extent(leaf.block[i], leaf.count(i), leaf.location(i));
            }
          }
        }
      }
    }
  }
}
