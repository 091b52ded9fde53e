package dev.stillpoint.engine.map;

/**
 * Counts, step by step, the data blocks of one map that stand elsewhere in another, or nowhere.
 * What both share is passed over, so it costs what differs. Both must stay as they are.
 */
public final class ChangedWalk {
  private final Nodes nodes;
  private final Ref map;
  private final Ref since;
  private long at;
  private long blocks;

  public ChangedWalk(Nodes nodes, ExtentMap map, ExtentMap since) {
    this.nodes = nodes;
    this.map = map.root();
    this.since = since.root();
  }

  /** Blocks counted so far. */
  public long blocks() {
    return blocks;
  }

  /**
   * Goes on by {@code leaves} leaves or shared subtrees.
   *
   * @return false when the end is reached
   */
  public boolean step(int leaves) throws NodeMissing {
    for (int i = 0; i < leaves && at < Long.MAX_VALUE; i++) {
      next();
    }
    return at < Long.MAX_VALUE;
  }

  private void next() throws NodeMissing {
    Descent here = new Descent(nodes, map, at);
    Descent there = new Descent(nodes, since, at);
    while (!Ref.same(here.ref(), there.ref())) {
      if (here.ref() == null) {
        at = Long.MAX_VALUE;
        return;
      }
      boolean hereDone = here.leaf() != null;
      boolean thereDone = there.leaf() != null || there.ref() == null;
      if (hereDone && thereDone) {
        compare(here, there);
        return;
      }
      boolean hereYounger = !hereDone && !thereDone && here.ref().birth() >= there.ref().birth();
      (thereDone || hereYounger ? here : there).down();
    }
    while (here.sharesNeighbour(there)) {
      here.pass();
      there.pass();
    }
    at = here.limit();
  }

  private void compare(Descent here, Descent there) {
    long end = there.leaf() == null ? here.limit() : Math.min(here.limit(), there.limit());
    Overlap.walk(here.leaf(), there.leaf(), at, end, (_, count, _) -> blocks += count);
    at = end;
  }
}
