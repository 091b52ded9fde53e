package dev.stillpoint.engine.space;

import java.util.Arrays;

/**
 * Which slot a segment stands in, by its sequence number: an open hash of at most so many entries
 * as there are slots. Asked for every run of blocks that is read, so it makes no objects.
 */
final class SlotIndex {
  private static final int ABSENT = -1;

  private final long[] sequences;
  private final int[] slots;
  private final int mask;

  SlotIndex(int slotsMax) {
    int size = Integer.highestOneBit(slotsMax) << 2;
    sequences = new long[size];
    slots = new int[size];
    Arrays.fill(slots, ABSENT);
    mask = size - 1;
  }

  private int home(long sequence) {
    return (int) ((sequence * 0x9E3779B97F4A7C15L) >>> 40) & mask;
  }

  /** The slot, or -1. */
  int get(long sequence) {
    int at = home(sequence);
    while (slots[at] != ABSENT && sequences[at] != sequence) {
      at = (at + 1) & mask;
    }
    return slots[at];
  }

  void put(long sequence, int slot) {
    int at = home(sequence);
    while (slots[at] != ABSENT && sequences[at] != sequence) {
      at = (at + 1) & mask;
    }
    sequences[at] = sequence;
    slots[at] = slot;
  }

  /** Removes an entry and closes the gap, so that no search ends at it too early. */
  void remove(long sequence) {
    int gap = home(sequence);
    while (slots[gap] != ABSENT && sequences[gap] != sequence) {
      gap = (gap + 1) & mask;
    }
    if (slots[gap] == ABSENT) {
      return;
    }
    slots[gap] = ABSENT;
    for (int at = (gap + 1) & mask; slots[at] != ABSENT; at = (at + 1) & mask) {
      int fromHome = (at - home(sequences[at])) & mask;
      if (fromHome >= ((at - gap) & mask)) {
        sequences[gap] = sequences[at];
        slots[gap] = slots[at];
        slots[at] = ABSENT;
        gap = at;
      }
    }
  }
}
