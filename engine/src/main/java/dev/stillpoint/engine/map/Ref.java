package dev.stillpoint.engine.map;

import dev.stillpoint.engine.node.NodeAddress;

/**
 * What points to a node: its address, or the node itself until a checkpoint gave it one. All who
 * share a node that has no address yet share its {@code Ref}.
 */
public final class Ref {
  private final long birth;
  private long address;

  /** Null once the node has an address. */
  private Node node;

  private long blocks;

  /** Where the checkpoint under way put the node. */
  private long written;

  /** Epoch in which the node died before it had an address; 0 while it lives. */
  private int diedIn;

  Ref(Node node, long birth, long blocks) {
    this.node = node;
    this.birth = birth;
    this.blocks = blocks;
  }

  private Ref(long address, long birth, long blocks) {
    this.address = address;
    this.birth = birth;
    this.blocks = blocks;
  }

  /** What points to a node on disk. */
  public static Ref at(long address, long birth, long blocks) {
    return new Ref(address, birth, blocks);
  }

  /** LSN of the record that made the node. */
  public long birth() {
    return birth;
  }

  /** Where the node stands; {@link NodeAddress#NONE} before its first checkpoint. */
  public long address() {
    return address;
  }

  /** Where the node stands once the checkpoint under way is durable. */
  public long addressInCheckpoint() {
    return address != NodeAddress.NONE ? address : written;
  }

  /** Blocks with data below the node. */
  public long blocks() {
    return blocks;
  }

  void blocks(long count) {
    blocks = count;
  }

  Node node() {
    return node;
  }

  boolean dirty() {
    return address == NodeAddress.NONE;
  }

  int diedIn() {
    return diedIn;
  }

  void died(int epoch) {
    diedIn = epoch;
  }

  long written() {
    return written;
  }

  void written(long at) {
    written = at;
  }

  void adopt() {
    address = written;
    node = null;
  }

  /** Whether both point to the same node. */
  static boolean same(Ref one, Ref other) {
    return one == other
        || (one != null
            && other != null
            && one.address != NodeAddress.NONE
            && one.address == other.address
            && one.birth == other.birth);
  }
}
