package dev.stillpoint.engine.node;

/** Where a node stands: the number of its page in the upper bits, its index there in the lowest. */
public final class NodeAddress {
  /** Names no node. */
  public static final long NONE = 0;

  private static final int INDEX_BITS = 8;

  /** Nodes of one page: their number fits a byte. */
  static final int NODES_MAX = Byte.MAX_VALUE;

  private NodeAddress() {}

  static long of(long page, int index) {
    return (page << INDEX_BITS) | index;
  }

  /** Pages are counted from 1. */
  public static long page(long address) {
    return address >>> INDEX_BITS;
  }

  static int index(long address) {
    return (int) (address & ((1 << INDEX_BITS) - 1));
  }
}
