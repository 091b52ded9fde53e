package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.clean.CleanPolicy;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.log.Lack;
import dev.stillpoint.engine.log.Payload;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.read.BlockCache;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.LiveBits;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Empties segments: copies what lives to the end of the log. What lives say the live bits, what it
 * is says the segment's table, so it looks at no volume's map; where things went is an entry among
 * the moved blocks. Reads without the lock, in runs; moves a few blocks at a time under it. Turned
 * by {@link Maintenance}.
 *
 * <p>A damaged block does not hold its segment: it moves as it is, and is lost from then on ({@link
 * LogRecord.Move}). Only what cannot be read, and may come back, stays where it is, and what nobody
 * knows anything of; such segments are counted.
 */
final class Cleaner {
  /** Blocks looked at in one step. */
  static final int STEP_BLOCKS = 128;

  private final Core core;
  private final Crc crc = new Crc();
  private final MemorySegment memory =
      Arena.ofAuto().allocate((long) STEP_BLOCKS << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);

  private final byte[] seals = new byte[STEP_BLOCKS * Seals.BYTES];
  private final SealReader sealReader;

  /** Segments, by sequence number, with something that cannot be moved. */
  private final ConcurrentSkipListSet<Long> stuck = new ConcurrentSkipListSet<>();

  private int slot = -1;
  private long segment;
  private BlockTable table;
  private int cursor;
  private final AtomicLong movedBlocks = new AtomicLong();

  Cleaner(Core core) {
    this.core = core;
    this.sealReader = new SealReader(core, true);
  }

  long movedBlocks() {
    return movedBlocks.get();
  }

  /**
   * Consecutive live blocks of one volume with consecutive identities at consecutive places, all
   * sealed or none.
   */
  private record Run(int first, int count, Condition condition) {
    boolean lost() {
      return condition == Condition.LOST;
    }
  }

  /** What can be done with a block. */
  private enum Condition {
    SOUND,
    LOST,
    /** It stays where it is. */
    LEFT
  }

  /**
   * Moves up to {@link #STEP_BLOCKS} blocks.
   *
   * @return false when no segment is worth cleaning, or no room is left to move anything to
   */
  boolean step() throws BlockFault {
    if (slot < 0 || !stillThere()) {
      return begin();
    }
    int end = Math.min(cursor + STEP_BLOCKS, core.geometry.logBlocks());
    List<Run> runs = runs(cursor, end);
    long before = movedBlocks.get();
    if (!runs.isEmpty()) {
      int from = runs.getFirst().first();
      for (Run run : read(runs)) {
        if (run.condition() == Condition.LEFT) {
          stuck.add(segment);
        } else if (!move(run, from)) {
          return movedBlocks.get() > before;
        }
      }
    }
    cursor = end;
    if (cursor == core.geometry.logBlocks()) {
      slot = -1;
      table = null;
    }
    return true;
  }

  /** Whether a segment is half emptied. */
  boolean begun() {
    return slot >= 0;
  }

  /** Between two steps the rest of the victim may have died, and its slot be written again. */
  private boolean stillThere() {
    core.lock.lock();
    try {
      return core.segments.state(slot) == Segments.State.CLOSED
          && core.segments.sequence(slot) == segment;
    } finally {
      core.lock.unlock();
    }
  }

  /** Segments that cannot be emptied. The caller holds the lock. */
  int stuckSegments() {
    stuck.removeIf(each -> !core.segments.resident(core.geometry.location(each, 0)));
    return stuck.size();
  }

  /** Reads runs, and tells what is sound of each from what is not. */
  private List<Run> read(List<Run> runs) {
    int from = runs.getFirst().first();
    int end = runs.getLast().first() + runs.getLast().count();
    BitSet unreadable = new BitSet();
    try {
      read(from, end - from, from);
    } catch (IOException e) {
      readOneByOne(from, end, unreadable, e);
    }
    List<Run> parts = new ArrayList<>();
    for (Run run : runs) {
      int first = run.first();
      int stop = first + run.count();
      Condition next = condition(first, from, unreadable);
      while (first < stop) {
        Condition condition = next;
        int at = first + 1;
        while (at < stop && (next = condition(at, from, unreadable)) == condition) {
          at++;
        }
        parts.add(new Run(first, at - first, condition));
        first = at;
      }
    }
    return parts;
  }

  private void read(int first, int count, int from) throws IOException {
    core.files.read(
        slot,
        (long) first << Layout.BLOCK_SHIFT,
        memory.asSlice(
            (long) (first - from) << Layout.BLOCK_SHIFT, (long) count << Layout.BLOCK_SHIFT));
  }

  private void readOneByOne(int from, int end, BitSet unreadable, IOException cause) {
    System.getLogger("stillpoint.engine")
        .log(
            System.Logger.Level.ERROR,
            "the cleaner cannot read all of segment file " + slot,
            cause);
    for (int at = from; at < end; at++) {
      try {
        read(at, 1, from);
      } catch (IOException e) {
        unreadable.set(at);
      }
    }
  }

  private Condition condition(int at, int from, BitSet unreadable) {
    if (unreadable.get(at)) {
      return Condition.LEFT;
    }
    boolean intact = intact(at, from) || cached(at, from);
    if (intact && sealFound(at, from)) {
      return Condition.SOUND;
    }
    return table.knows(at) ? Condition.LOST : Condition.LEFT;
  }

  /** One bad segment does not take the pool down: it stays as it is, and is not tried again. */
  private void giveUp(IOException cause) {
    System.getLogger("stillpoint.engine")
        .log(System.Logger.Level.ERROR, "the cleaner cannot read segment file " + slot, cause);
    stuck.add(segment);
    slot = -1;
    table = null;
  }

  private boolean begin() throws BlockFault {
    slot = -1;
    core.lock.lock();
    try {
      slot = CleanPolicy.victim(core.segments, stuck);
      if (slot < 0) {
        return false;
      }
      segment = core.segments.sequence(slot);
    } finally {
      core.lock.unlock();
    }
    // What is read from now on must stand in the file, not in the write buffer.
    core.writeOut();
    cursor = 0;
    try {
      table = core.files.table(slot, segment);
    } catch (IOException e) {
      giveUp(e);
    }
    return true;
  }

  private List<Run> runs(int from, int end) {
    List<Run> runs = new ArrayList<>();
    core.lock.lock();
    try {
      LiveBits bits = core.segments.bits();
      for (int first = bits.nextLive(slot, from, end); first < end; ) {
        int stop = Math.min(bits.nextDead(slot, first, end), first + most(first));
        int at = first + 1;
        while (at < stop && continues(at)) {
          at++;
        }
        runs.add(new Run(first, at - first, Condition.SOUND));
        first = bits.nextLive(slot, at, end);
      }
    } finally {
      core.lock.unlock();
    }
    return runs;
  }

  private int most(int first) {
    return core.log.moveBlocksMax(sealed(first));
  }

  private boolean continues(int at) {
    return table.family(at) == table.family(at - 1)
        && table.block(at) == table.block(at - 1) + 1
        && table.identity(at) == table.identity(at - 1) + 1
        && sealed(at) == sealed(at - 1);
  }

  private boolean sealed(int at) {
    return table.header(at) > 0;
  }

  private boolean intact(int at, int from) {
    return crc.ofBlock(table.block(at), memory, offset(at, from)) == table.sum(at);
  }

  private static long offset(int at, int from) {
    return (long) (at - from) << Layout.BLOCK_SHIFT;
  }

  /** What was damaged on disk may be whole in memory. */
  private boolean cached(int at, int from) {
    long key = BlockCache.key(core.geometry.location(segment, at));
    MemorySegment block = memory.asSlice(offset(at, from), Layout.BLOCK_BYTES);
    reportDamaged("block", at);
    return core.cache.get(key, 0, block, 0, Layout.BLOCK_BYTES) && intact(at, from);
  }

  private void reportDamaged(String what, int at) {
    core.corruptReads.incrementAndGet();
    System.getLogger("stillpoint.engine")
        .log(
            System.Logger.Level.ERROR,
            "the cleaner found " + what + " " + at + " of segment file " + slot + " damaged");
  }

  /** A sealed block moves with the seal that it has: the cleaner knows no key. */
  private boolean sealFound(int at, int from) {
    int place = (at - from) * Seals.BYTES;
    if (!sealed(at)) {
      return true;
    }
    try {
      if (sealReader.find(slot, segment, at, table.header(at), seals, place)) {
        return true;
      }
    } catch (BlockFault.Io e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "a seal cannot be read", e);
    }
    Arrays.fill(seals, place, place + Seals.BYTES, (byte) 0);
    reportDamaged("the seal of block", at);
    return false;
  }

  /** Moves a run; false when room was left for a part of it only. */
  private boolean move(Run run, int from) throws BlockFault {
    int end = run.first() + run.count();
    int at = run.first();
    while (at < end) {
      int moved = moveSome(new Run(at, end - at, run.condition()), from);
      if (moved == 0) {
        return false;
      }
      at += moved;
    }
    return true;
  }

  /**
   * Moves as much of a run as fits into the active segment: if a run that does not fit left the
   * rest of the segment unused, the new segment could be as empty as the old one, and cleaning a
   * nearly full pool would never end. What died since the run was found is passed over.
   *
   * @return the blocks it is done with; none when there is no segment to move them to
   */
  private int moveSome(Run run, int from) throws BlockFault {
    while (true) {
      Lack[] lack = {Lack.NOTHING};
      int done = core.ask(() -> tryToMove(run, from, lack));
      switch (lack[0]) {
        case NOTHING -> {
          return done;
        }
        case BUFFERS -> core.writeOut();
        case SEGMENTS -> {
          return 0;
        }
      }
    }
  }

  private int tryToMove(Run run, int from, Lack[] lack) throws NodeMissing {
    int first = run.first();
    int most = run.count();
    LiveBits bits = core.segments.bits();
    int live = bits.nextLive(slot, first, first + most);
    if (live == first + most) {
      return most;
    }
    int end = bits.nextDead(slot, live, first + most);
    int count = Math.min(end - live, core.log.roomInSegment(sealed(live)));
    lack[0] =
        core.pagesSuffice(Core.RESERVE_FOR_CLEANING)
            ? core.log.lack(count, sealed(live), Core.RESERVE_FOR_CLEANING)
            : Lack.SEGMENTS;
    if (lack[0] != Lack.NOTHING) {
      return 0;
    }
    core.state.moved().prepare(table.identity(live), count);
    append(new Run(live, count, run.condition()), from);
    return live + count - first;
  }

  private void append(Run run, int from) throws NodeMissing {
    int first = run.first();
    int count = run.count();
    long block = run.lost() ? table.block(first) | LogRecord.Move.LOST : table.block(first);
    LogRecord.Move move =
        new LogRecord.Move(
            table.family(first),
            block,
            count,
            core.geometry.location(segment, first),
            table.identity(first),
            sealed(first));
    int[] checks = new int[count];
    for (int i = 0; i < count; i++) {
      checks[i] =
          run.lost()
              ? crc.ofBlock(block + i, memory, offset(first + i, from))
              : table.sum(first + i);
    }
    MemorySegment bytes =
        memory.asSlice(
            (long) (first - from) << Layout.BLOCK_SHIFT, (long) count << Layout.BLOCK_SHIFT);
    int seal = (first - from) * Seals.BYTES;
    append(
        move,
        move.sealed()
            ? new Payload(
                bytes, checks, Arrays.copyOfRange(seals, seal, seal + count * Seals.BYTES))
            : Payload.plain(bytes, checks));
  }

  private void append(LogRecord.Move move, Payload payload) throws NodeMissing {
    Invariant.hold(
        core.segments.state(slot) == Segments.State.CLOSED,
        "8 reclaim",
        "the cleaner moved from a segment that is not closed");
    long location = core.log.appendMove(move, payload);
    core.state.apply(move, core.log.appendedLsn(), location);
    movedBlocks.addAndGet(move.count());
  }
}
