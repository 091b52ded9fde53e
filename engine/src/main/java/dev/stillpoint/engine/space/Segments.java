package dev.stillpoint.engine.space;

import dev.stillpoint.block.Invariant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The accounting of the log: for each slot (a segment file) its state, the sequence number of the
 * segment that stands in it, and which of its blocks live.
 *
 * <p>Keeps invariant 8: a slot becomes {@link State#FREE} only through {@link #free}, after a
 * checkpoint that reaches nothing in it is durable and while no read holds a pin. All methods but
 * the pins are guarded by the pool's lock.
 */
public final class Segments {
  /** What a slot is used for. */
  public enum State {
    /** No file. */
    ABSENT,
    /** A file whose contents mean nothing. */
    FREE,
    /** The log grows here. */
    ACTIVE,
    /** Full; read only. */
    CLOSED
  }

  private static final long NOTHING_KEPT = Long.MAX_VALUE;

  private final Geometry geometry;
  private final State[] states;
  private final long[] sequences;
  private final long[] firstLsns;
  private final SlotIndex index;
  private final LiveBits bits;
  private final AtomicIntegerArray pins;
  private final EnumMap<State, Integer> counts = new EnumMap<>(State.class);

  /** The log from this segment on is kept, whatever of it lives. */
  private long keptFrom = NOTHING_KEPT;

  public Segments(Geometry geometry) {
    this.geometry = geometry;
    int slots = geometry.slots();
    states = new State[slots];
    Arrays.fill(states, State.ABSENT);
    for (State state : State.values()) {
      counts.put(state, state == State.ABSENT ? slots : 0);
    }
    sequences = new long[slots];
    firstLsns = new long[slots];
    index = new SlotIndex(slots);
    bits = new LiveBits(geometry);
    pins = new AtomicIntegerArray(slots);
  }

  /** The slot that a location's segment stands in; -1 when it stands in none any more. */
  public int slotOf(long location) {
    return index.get(geometry.segment(location));
  }

  /** Whether the block that was born at a location can still stand there. */
  public boolean resident(long location) {
    return slotOf(location) >= 0;
  }

  /** Which blocks live. */
  public LiveBits bits() {
    return bits;
  }

  /** Whether the block at a place lives. */
  public boolean isLive(long location) {
    int slot = slotOf(location);
    return slot >= 0 && bits.get(slot, geometry.block(location));
  }

  /** Blocks of the slot that live. */
  public int liveIn(int slot) {
    return bits.count(slot);
  }

  /** Blocks of the whole log that live. */
  public long liveBlocks() {
    return bits.total();
  }

  public State state(int slot) {
    return states[slot];
  }

  public long sequence(int slot) {
    return sequences[slot];
  }

  /** Number of slots in a state. */
  public int count(State state) {
    return counts.get(state);
  }

  /** Slots that hold log, live or dead. */
  public int inUse() {
    return count(State.ACTIVE) + count(State.CLOSED);
  }

  private void become(int slot, State state) {
    counts.merge(states[slot], -1, Integer::sum);
    states[slot] = state;
    counts.merge(state, 1, Integer::sum);
  }

  /** A slot got its file. */
  public void prepared(int slot) {
    Invariant.hold(states[slot] == State.ABSENT, "8 reclaim", "prepared a slot in use");
    become(slot, State.FREE);
  }

  /** A free slot lost its file. */
  public void removed(int slot) {
    Invariant.hold(states[slot] == State.FREE, "8 reclaim", "removed a slot in use");
    become(slot, State.ABSENT);
  }

  /** The log goes on in this slot, as the segment of that sequence number. */
  public void activate(int slot, long sequence) {
    Invariant.hold(states[slot] == State.FREE, "8 reclaim", "activated a slot in use");
    Invariant.hold(bits.count(slot) == 0, "8 reclaim", "activated a slot with live blocks");
    Invariant.hold(pins.get(slot) == 0, "8 reclaim", "activated a slot that is being read");
    Invariant.hold(index.get(sequence) < 0, "8 reclaim", "a segment number was given twice");
    sequences[slot] = sequence;
    index.put(sequence, slot);
    become(slot, State.ACTIVE);
  }

  /** Puts back what a checkpoint held, before the maps that reach into it. */
  public void restore(int slot, long sequence, State state) {
    Invariant.hold(states[slot] == State.FREE, "3 prefix", "a checkpoint names a slot twice");
    sequences[slot] = sequence;
    index.put(sequence, slot);
    become(slot, state);
  }

  /** Says which record the segment in a slot begins with; {@code Long.MAX_VALUE} if unknown. */
  public void began(int slot, long lsn) {
    firstLsns[slot] = lsn;
  }

  /** The record that the segment in a slot begins with. */
  public long firstLsn(int slot) {
    return firstLsns[slot];
  }

  /** Keeps the log from the segment that holds a record on, or from an earlier one. */
  public void keepFrom(long lsn) {
    keptFrom = segmentOf(lsn);
  }

  /** Keeps nothing but what lives. */
  public void keepNothing() {
    keptFrom = NOTHING_KEPT;
  }

  private boolean holdsLog(int slot) {
    return states[slot] == State.ACTIVE || states[slot] == State.CLOSED;
  }

  /** The segment that holds a record, or an earlier one where the beginning of some is unknown. */
  private long segmentOf(long lsn) {
    long best = 0;
    for (int slot = 0; slot < states.length; slot++) {
      if (holdsLog(slot) && firstLsns[slot] <= lsn) {
        best = Math.max(best, sequences[slot]);
      }
    }
    return best;
  }

  /** Slots that hold the log from a record on, in its order. */
  public List<Integer> slotsFrom(long lsn) {
    long first = segmentOf(lsn);
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < states.length; slot++) {
      if (holdsLog(slot) && sequences[slot] >= first) {
        slots.add(slot);
      }
    }
    slots.sort(Comparator.comparingLong(this::sequence));
    return slots;
  }

  /** Whether what stands in a slot is kept, dead or not. */
  public boolean kept(int slot) {
    return holdsLog(slot) && sequences[slot] >= keptFrom;
  }

  /**
   * Closed slots that are kept, and blocks in them that live.
   *
   * @param liveBlocks what would stay without the window
   */
  public record Kept(int slots, long liveBlocks) {
    static final Kept NOTHING = new Kept(0, 0);
  }

  /** What is kept. */
  public Kept kept() {
    if (keptFrom == NOTHING_KEPT) {
      return Kept.NOTHING;
    }
    int slots = 0;
    long live = 0;
    for (int slot = 0; slot < states.length; slot++) {
      if (states[slot] == State.CLOSED && kept(slot)) {
        slots++;
        live += bits.count(slot);
      }
    }
    return new Kept(slots, live);
  }

  /** The active slot is full. */
  public void close(int slot) {
    become(slot, State.CLOSED);
  }

  /** A closed slot that nothing reaches may be written again. */
  public void free(int slot) {
    Invariant.hold(states[slot] == State.CLOSED, "8 reclaim", "freed a slot that is not closed");
    Invariant.hold(bits.count(slot) == 0, "8 reclaim", "freed a slot with live blocks");
    Invariant.hold(!kept(slot), "8 reclaim", "freed a slot that the window holds");
    become(slot, State.FREE);
    index.remove(sequences[slot]);
    bits.reset(slot);
    sequences[slot] = 0;
  }

  /** Any slot in that state, the lowest; -1 if none. */
  public int any(State state) {
    if (count(state) > 0) {
      for (int slot = 0; slot < states.length; slot++) {
        if (states[slot] == state && pins.get(slot) == 0) {
          return slot;
        }
      }
    }
    return -1;
  }

  /** The highest slot in that state; -1 if none. */
  public int last(State state) {
    for (int slot = states.length - 1; slot >= 0; slot--) {
      if (states[slot] == state && pins.get(slot) == 0) {
        return slot;
      }
    }
    return -1;
  }

  /** Closed slots that nothing reaches and that are not kept. */
  public int emptyClosed() {
    int count = 0;
    for (int slot = 0; slot < states.length; slot++) {
      if (emptyClosed(slot)) {
        count++;
      }
    }
    return count;
  }

  /** Whether nothing reaches a slot any more, and the window does not keep it. */
  public boolean emptyClosed(int slot) {
    return states[slot] == State.CLOSED && bits.count(slot) == 0 && !kept(slot);
  }

  /** Of the empty closed ones, those that no read holds: what a checkpoint gives back. */
  public int reclaimable() {
    int count = 0;
    for (int slot = 0; slot < states.length; slot++) {
      if (emptyClosed(slot) && pins.get(slot) == 0) {
        count++;
      }
    }
    return count;
  }

  /** A read is about to copy from the slot; it is not written again until {@link #unpin}. */
  public void pin(int slot) {
    pins.incrementAndGet(slot);
  }

  /** May be called without the lock. */
  public void unpin(int slot) {
    pins.decrementAndGet(slot);
  }

  public boolean pinned(int slot) {
    return pins.get(slot) != 0;
  }

  public Geometry geometry() {
    return geometry;
  }
}
