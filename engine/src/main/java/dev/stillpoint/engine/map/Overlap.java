package dev.stillpoint.engine.map;

/** Compares two leaves. */
final class Overlap {
  private Overlap() {}

  /**
   * Shows the data of a range of one leaf that another does not hold at the same blocks and
   * locations.
   *
   * @param other null for one that holds nothing
   */
  static void walk(Leaf leaf, Leaf other, long first, long end, Leaf.Overwritten differs) {
    for (int i = leaf.firstEndingAfter(first); i < leaf.n && leaf.block[i] < end; i++) {
      if (!leaf.zeros(i)) {
        long from = Math.max(first, leaf.block[i]);
        long to = Math.min(end, leaf.end(i));
        run(leaf.location[i] - leaf.block[i], other, from, to, differs);
      }
    }
  }

  private static void run(long shift, Leaf other, long first, long end, Leaf.Overwritten differs) {
    long at = first;
    int i = other == null ? 0 : other.firstEndingAfter(first);
    while (at < end) {
      boolean beyond = other == null || i == other.n || other.block[i] >= end;
      long next = beyond ? end : Math.min(end, other.end(i));
      if (!beyond && !other.zeros(i) && other.location[i] - other.block[i] == shift) {
        report(shift, at, other.block[i], differs);
      } else {
        report(shift, at, next, differs);
      }
      at = next;
      i++;
    }
  }

  private static void report(long shift, long from, long to, Leaf.Overwritten differs) {
    if (from < to) {
      differs.run(from, to - from, from + shift);
    }
  }
}
