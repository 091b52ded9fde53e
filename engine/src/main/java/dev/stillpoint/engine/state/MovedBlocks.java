package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Threshold;
import dev.stillpoint.engine.space.Relocations;
import java.util.ArrayList;
import java.util.List;

/**
 * Where moved blocks stand: a map as a volume has one, from identities to places, that is never
 * shared. Guarded by the pool's lock.
 */
public final class MovedBlocks implements Relocations<NodeMissing> {
  private final Discards discards;
  private final ExtentMap map;

  /** Birth of the last node: so no two nodes at one address are of the same birth. */
  private long births;

  MovedBlocks(Nodes nodes, Ref root) {
    discards = new Discards(nodes, (_, _) -> {});
    map = new ExtentMap(nodes, discards, root, Threshold.EVERYTHING);
  }

  /** Subtrees of the map that nobody needs any more. */
  public Discards discards() {
    return discards;
  }

  /** The entries. */
  public ExtentMap map() {
    return map;
  }

  public boolean isEmpty() {
    return map.root() == null;
  }

  /** Says how far the log has come; every node born from now on is younger. */
  void reached(long lsn) {
    births = Math.max(births, lsn);
  }

  /** Makes sure that a move or a death of these blocks misses nothing. */
  public void prepare(long identity, int count) throws NodeMissing {
    map.prepare(identity, count);
  }

  @Override
  public void find(long identity, int count, Runs runs) throws NodeMissing {
    long at = identity;
    for (Entry entry : entries(identity, count)) {
      if (entry.identity > at) {
        runs.run(at, (int) (entry.identity - at), at);
      }
      runs.run(entry.identity, entry.count, entry.place);
      at = entry.identity + entry.count;
    }
    if (at < identity + count) {
      runs.run(at, (int) (identity + count - at), at);
    }
  }

  private record Entry(long identity, int count, long place) {}

  private List<Entry> entries(long identity, int count) throws NodeMissing {
    List<Entry> entries = new ArrayList<>(4);
    if (!isEmpty()) {
      map.visit(
          identity,
          count,
          (first, blocks, place) -> entries.add(new Entry(first, (int) blocks, place)));
    }
    return entries;
  }

  @Override
  public void moved(long identity, int count, long place) throws NodeMissing {
    map.prepare(identity, count);
    map.put(identity, count, place, ++births);
  }

  @Override
  public void died(long identity, int count, Runs former) throws NodeMissing {
    List<Entry> entries = entries(identity, count);
    if (!entries.isEmpty()) {
      map.prepare(identity, count);
      map.remove(identity, count, ++births);
      entries.forEach(entry -> former.run(entry.identity, entry.count, entry.place));
    }
  }
}
