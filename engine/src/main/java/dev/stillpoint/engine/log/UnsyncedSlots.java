package dev.stillpoint.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Slots with writes that no completed sync covers. What somebody syncs stays among them until that
 * is done: who comes meanwhile must not take it for durable, and nobody may give the slot away.
 * Safe for use by several threads.
 */
final class UnsyncedSlots {
  private final SegmentFiles files;
  private final TreeSet<Integer> slots = new TreeSet<>();

  /** Those that are being synced, once for each who does it. */
  private final List<Integer> underWay = new ArrayList<>();

  private final AtomicLong syncs = new AtomicLong();

  UnsyncedSlots(SegmentFiles files) {
    this.files = files;
  }

  synchronized void add(int slot) {
    slots.add(slot);
  }

  /** All of them, for {@link #sync}. They stay: who leads a commit may count on its own. */
  synchronized List<Integer> all() {
    TreeSet<Integer> all = new TreeSet<>(slots);
    all.addAll(underWay);
    underWay.addAll(all);
    return List.copyOf(all);
  }

  /** Those that nobody syncs yet, for {@link #sync}; from now on they are the caller's. */
  synchronized List<Integer> take() {
    List<Integer> taken = List.copyOf(slots);
    slots.clear();
    underWay.addAll(taken);
    return taken;
  }

  /** What was taken becomes durable. */
  void sync(List<Integer> taken) throws IOException {
    try {
      for (int slot : taken) {
        files.sync(slot);
        syncs.incrementAndGet();
      }
    } finally {
      synchronized (this) {
        taken.forEach(slot -> underWay.remove(Integer.valueOf(slot)));
      }
    }
  }

  /**
   * Nobody needs what was written to a slot any more.
   *
   * @return false while somebody syncs it: then it cannot be given away
   */
  synchronized boolean forget(int slot) {
    if (underWay.contains(slot)) {
      return false;
    }
    slots.remove(slot);
    return true;
  }

  /** Completed syncs. */
  long syncCount() {
    return syncs.get();
  }
}
