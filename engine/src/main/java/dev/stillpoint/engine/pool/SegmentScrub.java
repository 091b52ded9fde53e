package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ScrubStatus.Damage;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One segment that is being scrubbed: what its batches hold is read from the file in the order of
 * the log, a few blocks at a time. Headers are compared with their copies and the worse one is
 * written anew; blocks that live are compared with their checksums. Meanwhile blocks move and die,
 * but who turns it also turns the checkpoints, so the slot is not written again while a step looks.
 * What still waits in the write buffer is not looked at.
 */
final class SegmentScrub {
  /** Blocks looked at in one step. */
  static final int STEP_BLOCKS = 128;

  private final Core core;
  private final ScrubReport report;
  private final int slot;
  private final long segment;
  private final Crc crc = new Crc();
  private final MemorySegment window;

  /** The header of {@link #batch}, as it should stand in both places. */
  private final MemorySegment header;

  private final BitSet live = new BitSet(STEP_BLOCKS);
  private final BitSet unreadable = new BitSet(STEP_BLOCKS);
  private BlockTable table;
  private int cursor;

  /** The blocks behind this one hold nothing of this segment. */
  private int lastFilled;

  /** The newest batch that was found; null before the first. */
  private BatchHeader batch;

  /** Where the next batch begins. */
  private int expected;

  /** No batch begins there: it is lost, or was the last one. */
  private boolean searching;

  /**
   * A segment from its begin on.
   *
   * @param memory {@link #STEP_BLOCKS} blocks and one more
   */
  SegmentScrub(Core core, ScrubReport report, int slot, long segment, MemorySegment memory) {
    this.core = core;
    this.report = report;
    this.slot = slot;
    this.segment = segment;
    this.window = memory.asSlice(0, (long) STEP_BLOCKS << Layout.BLOCK_SHIFT);
    this.header = memory.asSlice(window.byteSize(), Layout.BLOCK_BYTES);
  }

  /**
   * Looks at the next blocks.
   *
   * @return how many; 0 when there are no more, or the segment is gone
   */
  int step() throws BlockFault {
    int end = enter();
    if (end == cursor) {
      reportLostEnd();
      return 0;
    }
    int count = end - cursor;
    if (!takeTable()) {
      // The rest would say the same.
      cursor = core.geometry.logBlocks();
      return count;
    }
    read(count);
    for (int at = cursor; at < end; at++) {
      look(at);
    }
    cursor = end;
    return count;
  }

  /** Learns what lives there, and answers where the step ends. */
  private int enter() {
    core.lock.lock();
    try {
      Segments.State state = core.segments.state(slot);
      boolean there = state == Segments.State.CLOSED || state == Segments.State.ACTIVE;
      if (!there || core.segments.sequence(slot) != segment) {
        searching = false;
        return cursor;
      }
      int written = core.log.writtenBlocks(segment);
      int end = Math.min(cursor + STEP_BLOCKS, written);
      if (end <= cursor) {
        // One that is written on is looked at as far as it has come.
        searching &= state == Segments.State.CLOSED;
        return cursor;
      }
      lastFilled = state == Segments.State.ACTIVE ? written : -1;
      live.clear();
      for (int at = cursor; at < end; at++) {
        live.set(at - cursor, core.segments.bits().get(slot, at));
      }
      return end;
    } finally {
      core.lock.unlock();
    }
  }

  /** Reads the footer, which makes anew what is lost of it. */
  private boolean takeTable() {
    try {
      if (table == null) {
        long lost = core.files.lostFooterPages();
        long unwritten = core.files.unwrittenFooterPages();
        table = core.files.table(slot, segment);
        unwritten = core.files.unwrittenFooterPages() - unwritten;
        report.mendedMore(core.files.lostFooterPages() - lost - unwritten);
        if (unwritten > 0) {
          report.damaged("the footer of segment file " + slot + " cannot be written anew");
        }
      }
      if (lastFilled < 0) {
        lastFilled = core.geometry.logBlocks() - 1;
        while (lastFilled >= 0 && table.sum(lastFilled) == 0) {
          lastFilled--;
        }
      }
      return true;
    } catch (IOException e) {
      report.damaged("segment file " + slot + " cannot be read: " + e.getMessage());
      return false;
    }
  }

  private void read(int count) {
    unreadable.clear();
    MemorySegment bytes = window.asSlice(0, (long) count << Layout.BLOCK_SHIFT);
    try {
      core.files.read(slot, (long) cursor << Layout.BLOCK_SHIFT, bytes);
    } catch (IOException e) {
      for (int i = 0; i < count; i++) {
        readAlone(i);
      }
    }
  }

  private void readAlone(int i) {
    MemorySegment block = window.asSlice((long) i << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
    try {
      core.files.read(slot, (long) (cursor + i) << Layout.BLOCK_SHIFT, block);
    } catch (IOException e) {
      block.fill((byte) 0);
      unreadable.set(i);
    }
  }

  private MemorySegment block(int at) {
    return window.asSlice((long) (at - cursor) << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  }

  private void look(int at) throws BlockFault {
    if (searching) {
      search(at);
    } else if (at == expected) {
      lookAtHeader(at);
    } else if (batch != null && at == batch.block() + 1 + batch.payloadBlocks()) {
      if (!BatchHeader.open(block(at), crc).equals(Optional.of(batch))) {
        mend(at, "the copy of a header");
      }
    }
    if (live.get(at - cursor)) {
      lookAtBlock(at);
    }
  }

  private void lookAtHeader(int at) {
    Optional<BatchHeader> found = BatchHeader.open(block(at), crc).filter(this::continues);
    if (found.isPresent()) {
      header.copyFrom(block(at));
      begin(found.get());
      return;
    }
    Optional<BatchHeader> copied = fromCopy(at);
    if (copied.isPresent()) {
      begin(copied.get());
      mend(at, "a header");
    } else {
      searching = true;
    }
  }

  private Optional<BatchHeader> fromCopy(int at) {
    try {
      return core.files.header(slot, segment, at, header).isPresent()
          ? BatchHeader.open(header, crc).filter(this::continues)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it is the next batch, and not what another life left behind the end of this one. */
  private boolean continues(BatchHeader next) {
    return core.files.isOf(next, segment, expected)
        && (batch == null
            || (next.previousCrc() == batch.headerCrc() && next.firstLsn() == batch.lastLsn() + 1));
  }

  private void begin(BatchHeader next) {
    batch = next;
    expected = next.block() + next.blocks();
    searching = false;
  }

  /** A batch behind the lost one, by its header or by its copy. */
  private void search(int at) {
    if (at > lastFilled + 1) {
      return;
    }
    Optional<BatchHeader> found =
        BatchHeader.open(block(at), crc)
            .filter(next -> next.mayStandAt(at) && next.block() >= expected)
            .filter(next -> core.files.isOf(next, segment, next.block()))
            .filter(next ->
                batch == null
                    || (next.epoch() >= batch.epoch() && next.firstLsn() > batch.lastLsn()));
    if (found.isPresent()) {
      if (found.get().block() > expected && lacksRecords(found.get())) {
        reportLostBatches();
      }
      header.copyFrom(block(at));
      begin(found.get());
      if (batch.block() != at) {
        mend(batch.block(), "a header");
      }
    }
  }

  /**
   * Whether records are missing before a batch. One without records, which only tells what is
   * durable, need not be so itself: a checkpoint may stand behind it, and a power cut take it.
   */
  private boolean lacksRecords(BatchHeader next) {
    return batch == null || next.firstLsn() != batch.lastLsn() + 1;
  }

  private void reportLostEnd() {
    if (searching && expected <= lastFilled) {
      reportLostBatches();
    }
  }

  private void reportLostBatches() {
    report.damaged("a header is damaged in both copies, at " + place(expected));
  }

  private String place(int at) {
    return "segment file " + slot + ", block " + at;
  }

  private void mend(int at, String what) {
    try {
      core.files.rewrite(slot, (long) at << Layout.BLOCK_SHIFT, header);
      report.mended(what + " at " + place(at));
    } catch (IOException e) {
      report.damaged(what + " at " + place(at) + " cannot be written anew: " + e.getMessage());
    }
  }

  private void lookAtBlock(int at) throws BlockFault {
    long offset = (long) (at - cursor) << Layout.BLOCK_SHIFT;
    int back = table.header(at);
    if (unreadable.get(at - cursor)) {
      reportBlock(at, "cannot be read");
    } else if ((table.block(at) & LogRecord.Move.LOST) != 0) {
      reportBlock(at, "was damaged before it was moved there");
    } else if (crc.ofBlock(table.block(at), window, offset) != table.sum(at)) {
      reportBlock(at, "is damaged");
    } else if (back > 0 && (batch == null || batch.block() != at - back)) {
      reportBlock(at, "has lost its seal");
    }
  }

  private void reportBlock(int at, String how) throws BlockFault {
    if (!livesStill(at)) {
      return;
    }
    long block = table.block(at) & ~LogRecord.Move.LOST;
    String what = "block " + block + " at " + place(at) + " " + how;
    Damage damage;
    try {
      damage =
          new Beholders(core)
              .damage(what, new Beholders.Stamp(table.family(at), block, table.identity(at)));
    } catch (BlockFault.Corrupt | BlockFault.Io e) {
      damage = new Damage(what + "; whose it is cannot be told", List.of(), List.of());
    }
    report.damaged(damage);
  }

  private boolean livesStill(int at) {
    core.lock.lock();
    try {
      return core.segments.bits().get(slot, at);
    } finally {
      core.lock.unlock();
    }
  }
}
