package dev.stillpoint.engine.pool;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.NodeWalk;
import dev.stillpoint.engine.space.LiveBits;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.DeathQueue;
import dev.stillpoint.engine.state.PoolState;
import dev.stillpoint.engine.state.Version;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Marks whatever the versions of a pool reach, and what waits to be freed, and compares it with the
 * accounting: live bits, moved blocks and pages of nodes. The caller holds the lock.
 */
final class Sweep {
  private final Core core;
  private final Segments segments;
  private final PoolState state;
  private final NodeWalk walk;
  private final BitSet[] expected;
  private final TreeMap<Long, Entry> moved = new TreeMap<>();
  private final Set<Long> movedAndReached = new HashSet<>();
  private long movedBlocks;

  private record Entry(long count, long place) {}

  Sweep(Core core) {
    this.core = core;
    this.segments = core.segments;
    this.state = core.state;
    this.walk = new NodeWalk(state.nodes());
    this.expected = new BitSet[core.geometry.slots()];
  }

  /**
   * Compares.
   *
   * @throws Invariant.Broken when something differs
   */
  void run() throws IOException {
    readMoved();
    mark();
    compareBits();
    Invariant.hold(
        movedAndReached.size() == movedBlocks,
        "8 reclaim",
        "blocks that count as moved",
        movedBlocks,
        movedAndReached.size());
    comparePages();
  }

  /**
   * Says of every block that is reached that it lives. One that counts as living and is not reached
   * keeps its room: nothing is lost by that.
   *
   * @return how many counted as dead
   */
  int recount() throws IOException {
    readMoved();
    mark();
    int added = 0;
    for (int slot = 0; slot < expected.length; slot++) {
      BitSet marked = expected[slot] == null ? new BitSet() : expected[slot];
      for (int block = marked.nextSetBit(0); block >= 0; block = marked.nextSetBit(block + 1)) {
        added += segments.bits().set(slot, block, 1);
      }
    }
    return added;
  }

  /** Where a block stands that is known by an identity. */
  long place(long identity) {
    Map.Entry<Long, Entry> entry = moved.floorEntry(identity);
    return entry != null && identity < entry.getKey() + entry.getValue().count()
        ? entry.getValue().place() + identity - entry.getKey()
        : identity;
  }

  /** To be called before {@link #place}. */
  void readMoved() throws IOException {
    walk.whole(
        state.moved().map().root(),
        (identity, count, place) -> {
          moved.put(identity, new Entry(count, place));
          movedBlocks += count;
        });
  }

  private void mark() throws IOException {
    for (var volume : state.volumes()) {
      walk.whole(volume.map().root(), this::extent);
    }
    for (var image : state.images()) {
      walk.whole(image.map().root(), this::extent);
    }
    long going = state.versions().cursor() > 0 ? state.versions().leaving().getFirst().serial() : 0;
    for (Version version : state.versions().hidden()) {
      if (version.serial() != going) {
        walk.whole(version.map().root(), this::extent);
      }
    }
    for (Version version : state.versions().hidden()) {
      if (version.serial() == going) {
        walk.behind(version.map().root(), state.versions().cursor(), this::extent);
      }
    }
    for (Discards.Subtree subtree : state.versions().discards().pending()) {
      walk.discarded(subtree, this::lives);
    }
    for (Discards.Subtree subtree : state.moved().discards().pending()) {
      walk.discarded(subtree, (_, _) -> {});
    }
    for (DeathQueue.Run run : state.deaths().pending()) {
      for (long at = run.identity(); at < run.identity() + run.count(); at++) {
        // One that was dead before it came to wait has no entry, and is nowhere.
        if (place(at) != at) {
          lives(at, 1);
        }
      }
    }
  }

  private void extent(long block, long count, long location) {
    lives(location, count);
  }

  private void lives(long identity, long count) {
    for (long at = identity; at < identity + count; at++) {
      long place = place(at);
      if (place != at) {
        movedAndReached.add(at);
      }
      int slot = segments.slotOf(place);
      Invariant.hold(slot >= 0, "8 reclaim", "a map reaches into a segment that is not there");
      if (expected[slot] == null) {
        expected[slot] = new BitSet(core.geometry.blocks());
      }
      expected[slot].set(core.geometry.block(place));
    }
  }

  private void compareBits() {
    LiveBits bits = segments.bits();
    long live = 0;
    for (int slot = 0; slot < expected.length; slot++) {
      BitSet marked = expected[slot] == null ? new BitSet() : expected[slot];
      for (int block = 0; block < core.geometry.blocks(); block++) {
        Invariant.hold(
            bits.get(slot, block) == marked.get(block),
            "8 reclaim",
            "block " + block + " in slot " + slot + " counts as live",
            bits.get(slot, block) ? 1 : 0,
            marked.get(block) ? 1 : 0);
      }
      int here = marked.cardinality();
      Invariant.hold(
          segments.liveIn(slot) == here,
          "8 reclaim",
          "live blocks of slot " + slot,
          segments.liveIn(slot),
          here);
      live += here;
    }
    Invariant.hold(
        segments.liveBlocks() == live,
        "8 reclaim",
        "live blocks of the pool",
        segments.liveBlocks(),
        live);
  }

  private void comparePages() {
    byte[] usage = state.nodes().store().usage();
    for (int page = 1; page < usage.length; page++) {
      int found = usage[page];
      int wanted = walk.byPage().getOrDefault((long) page, 0);
      Invariant.hold(found == wanted, "8 reclaim", "living nodes of page " + page, found, wanted);
    }
  }
}
