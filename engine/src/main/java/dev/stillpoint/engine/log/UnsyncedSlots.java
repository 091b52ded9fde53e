package dev.stillpoint.engine.log;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Slots with writes that no sync covers. Guarded by the lock of those who write; syncs are not. */
final class UnsyncedSlots {
  private final SegmentFiles files;
  private final TreeSet<Integer> slots = new TreeSet<>();
  private final AtomicLong syncs = new AtomicLong();

  UnsyncedSlots(SegmentFiles files) {
    this.files = files;
  }

  void add(int slot) {
    slots.add(slot);
  }

  /** Those that there are; they stay. */
  List<Integer> all() {
    return List.copyOf(slots);
  }

  /** Those that there are; from now on they are the caller's. */
  List<Integer> take() {
    List<Integer> taken = List.copyOf(slots);
    slots.clear();
    return taken;
  }

  void sync(List<Integer> each) throws IOException {
    for (int slot : each) {
      files.sync(slot);
      syncs.incrementAndGet();
    }
  }

  /** Completed syncs. */
  long syncCount() {
    return syncs.get();
  }
}
