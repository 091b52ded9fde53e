package dev.stillpoint.engine.space;

import java.util.TreeMap;

/** Relocations as a sorted map in memory, one entry a block: what any other must agree with. */
public final class OrderedRelocations implements Relocations<RuntimeException> {
  private final TreeMap<Long, Long> places = new TreeMap<>();

  private static final class Joined {
    private final Runs runs;
    private long identity;
    private int count;
    private long place;

    Joined(Runs runs) {
      this.runs = runs;
    }

    void add(long next, long at) {
      if (count > 0 && next == identity + count && at == place + count) {
        count++;
        return;
      }
      end();
      identity = next;
      place = at;
      count = 1;
    }

    void end() {
      if (count > 0) {
        runs.run(identity, count, place);
      }
      count = 0;
    }
  }

  @Override
  public void find(long identity, int count, Runs runs) {
    Joined joined = new Joined(runs);
    for (long each = identity; each < identity + count; each++) {
      joined.add(each, places.getOrDefault(each, each));
    }
    joined.end();
  }

  @Override
  public void moved(long identity, int count, long place) {
    for (int i = 0; i < count; i++) {
      places.put(identity + i, place + i);
    }
  }

  @Override
  public void died(long identity, int count, Runs former) {
    Joined joined = new Joined(former);
    var gone = places.subMap(identity, identity + count);
    gone.forEach(joined::add);
    joined.end();
    gone.clear();
  }

  /** Entries. */
  public int size() {
    return places.size();
  }
}
