package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.ScrubStatus.State;
import dev.stillpoint.block.Scrubbing;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Goes over everything that is stored, in small steps: the superblock and the roots, the pages of
 * the maps, the segments. What is written anew behind its back was checked by who moved it. Where
 * it has come to is kept in {@link ScrubFile}, so a pass outlives a restart and begins its segment
 * again. Steps are turned by {@link Maintenance}, one at a time; the rest is for everybody.
 */
final class Scrubber implements Scrubbing {
  /** The parts of a pass, in their order. */
  enum Phase {
    ROOTS,
    PAGES,
    SEGMENTS
  }

  /** Pages looked at in one step. */
  private static final int STEP_PAGES = 64;

  /** So much is read at least between two notes of where a pass has come to. */
  private static final long NOTED_BYTES = 1 << 20;

  private static final long COPIES_BYTES = 2L * Layout.BLOCK_BYTES;

  private final Core core;
  private final Checkpointer checkpointer;
  private final Life life;
  private final InstantSource clock;
  private final ScrubFile file;
  private final ScrubPace pace;
  private final ScrubReport report = new ScrubReport();
  private final MemorySegment memory =
      Arena.ofAuto()
          .allocate((SegmentScrub.STEP_BLOCKS + 1L) << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);

  /** Takes a checkpoint: the way to write roots anew. */
  private final Renewal renewal;

  private volatile ScrubPlan plan = ScrubPlan.ON_REQUEST;

  /** The segment under way; only for steps. */
  private SegmentScrub scrub;

  // Guarded by this monitor, in which nobody waits for anything.
  private State state;
  private long began;
  private long settled;
  private long finished;
  private Phase phase;
  private long cursor;
  private long doneBytes;

  /** Bytes of the segment under way that were read. */
  private long segmentBytes;

  /** Pages that were damaged in both copies. */
  private long lostPages;

  private boolean noted = true;
  private long notedBytes;

  /** Writes roots anew. */
  @FunctionalInterface
  interface Renewal {
    boolean checkpoint() throws BlockFault;
  }

  Scrubber(Core core, Checkpointer checkpointer, Life life, InstantSource clock, Renewal renewal) {
    this.core = core;
    this.checkpointer = checkpointer;
    this.life = life;
    this.clock = clock;
    this.renewal = renewal;
    this.pace = new ScrubPace(clock);
    this.file = new ScrubFile(core.storage, core.files.pool());
    ScrubFile.Mark mark = file.read();
    state = mark.state();
    began = mark.began();
    settled = mark.settled();
    finished = mark.finished();
    phase = mark.phase();
    cursor = mark.cursor();
    doneBytes = mark.doneBytes();
    report.begin(mark.mended(), mark.damaged());
  }

  void plan(ScrubPlan next) {
    plan = next;
  }

  @Override
  public synchronized void startScrub() {
    switch (state) {
      case UNDER_WAY -> {}
      case STOPPED -> state = State.UNDER_WAY;
      case NEVER, FINISHED -> {
        state = State.UNDER_WAY;
        began = clock.millis();
        phase = Phase.ROOTS;
        cursor = 0;
        doneBytes = 0;
        notedBytes = 0;
        lostPages = 0;
        report.begin(0, 0);
      }
    }
    noted = false;
  }

  /** Begins a pass, also where one is under way. */
  synchronized void startAnew() {
    state = State.NEVER;
    scrub = null;
    segmentBytes = 0;
    startScrub();
  }

  @Override
  public synchronized void stopScrub() {
    if (state == State.UNDER_WAY) {
      state = State.STOPPED;
      settled = clock.millis();
      noted = false;
    }
  }

  /** Whether a pass is due that nobody asked for; then it begins. */
  private synchronized boolean underWay() {
    if (state != State.UNDER_WAY && plan.every().isPositive()) {
      long now = clock.millis();
      // A clock that was set back must not keep the next one away for longer than usual.
      settled = Math.min(settled, now);
      if (now - settled >= plan.every().toMillis()) {
        startScrub();
      }
    }
    return state == State.UNDER_WAY;
  }

  /**
   * A step, if one is due now.
   *
   * @param busy whether somebody writes
   */
  boolean stepIfDue(boolean busy) throws BlockFault {
    if (!underWay()) {
      noteIfNeeded();
      return false;
    }
    if (!pace.allows(plan.bytesPerSecond(), busy)) {
      return false;
    }
    return step();
  }

  /**
   * One step of the pass under way.
   *
   * @return false when there is none
   */
  boolean step() throws BlockFault {
    noteIfNeeded();
    Phase now;
    long at;
    synchronized (this) {
      if (state != State.UNDER_WAY) {
        return false;
      }
      now = phase;
      at = cursor;
    }
    long bytes =
        switch (now) {
          case ROOTS -> lookAtRoots();
          case PAGES -> lookAtPages((int) at + 1);
          case SEGMENTS -> lookAtSegment((int) at);
        };
    pace.spent(bytes);
    return true;
  }

  private void noteIfNeeded() {
    ScrubFile.Mark mark;
    synchronized (this) {
      if (noted) {
        return;
      }
      noted = true;
      notedBytes = doneBytes;
      // The segment under way is begun again by who goes on from here.
      mark =
          new ScrubFile.Mark(
              state,
              began,
              settled,
              finished,
              phase,
              cursor,
              doneBytes - segmentBytes,
              report.mended(),
              report.damaged());
    }
    file.write(mark);
  }

  private synchronized void go(Phase to, long at, long bytes) {
    phase = to;
    cursor = at;
    doneBytes += bytes;
  }

  private synchronized void noteNowAndThen() {
    noted &= doneBytes - notedBytes < NOTED_BYTES;
  }

  private long lookAtRoots() throws BlockFault {
    long bytes = COPIES_BYTES;
    try {
      if (life.mend()) {
        report.mended("a copy of the superblock");
      }
      bytes += checkpointer.rootBytes();
      // Where there is no room for it now, the next checkpoint writes both anew all the same.
      if (!checkpointer.rootsIntact() && renewal.checkpoint() && checkpointer.rootsIntact()) {
        report.mended("a copy of the root of the maps, with a checkpoint");
      }
    } catch (IOException e) {
      report.damaged("superblock or root cannot be looked at: " + e.getMessage());
    }
    go(Phase.PAGES, 0, bytes);
    return bytes;
  }

  private long lookAtPages(int first) {
    NodeStore store = core.state.nodes().store();
    int end = Math.min(first + STEP_PAGES, store.pages() + 1);
    long bytes = 0;
    int lost = 0;
    for (int page = first; page < end; page++) {
      NodeStore.Look look = store.look(page);
      bytes += look == NodeStore.Look.NOTHING ? 0 : COPIES_BYTES;
      switch (look) {
        case NOTHING, ALIKE -> {}
        case MENDED -> report.mended("a copy of page " + page + " of the maps");
        case SINGLE ->
            report.damaged("page " + page + " of the maps cannot be written anew in one copy");
        case LOST -> {
          lost++;
          report.damaged("page " + page + " of the maps is damaged in both copies");
        }
      }
    }
    boolean last = end > store.pages();
    synchronized (this) {
      lostPages += lost;
    }
    go(last ? Phase.SEGMENTS : Phase.PAGES, last ? 0 : end - 1, bytes);
    noteNowAndThen();
    return bytes;
  }

  private long lookAtSegment(int from) throws BlockFault {
    if (scrub == null) {
      int slot = nextSlot(from);
      if (slot < 0) {
        finish();
        return 0;
      }
      go(Phase.SEGMENTS, slot, 0);
    }
    int blocks = scrub.step();
    long bytes = (long) blocks << Layout.BLOCK_SHIFT;
    synchronized (this) {
      doneBytes += bytes;
      segmentBytes = blocks == 0 ? 0 : segmentBytes + bytes;
    }
    if (blocks == 0) {
      scrub = null;
      go(Phase.SEGMENTS, cursorNow() + 1, 0);
      noteNowAndThen();
    }
    return bytes;
  }

  private synchronized long cursorNow() {
    return cursor;
  }

  /** The next slot with a segment, which is begun; -1 if there is none. */
  private int nextSlot(int from) {
    core.lock.lock();
    try {
      for (int slot = from; slot < core.geometry.slots(); slot++) {
        Segments.State found = core.segments.state(slot);
        if (found == Segments.State.CLOSED || found == Segments.State.ACTIVE) {
          scrub = new SegmentScrub(core, report, slot, core.segments.sequence(slot), memory);
          return slot;
        }
      }
      return -1;
    } finally {
      core.lock.unlock();
    }
  }

  private void finish() {
    synchronized (this) {
      state = State.FINISHED;
      finished = clock.millis();
      settled = finished;
      noted = false;
    }
    noteIfNeeded();
    System.getLogger("stillpoint.engine")
        .log(
            System.Logger.Level.INFO,
            "scrubbing came to its end: {0} mended, {1} damaged",
            report.mended(),
            report.damaged());
  }

  /** Pages of maps that the newest pass found damaged in both copies. */
  synchronized long lostPages() {
    return lostPages;
  }

  @Override
  public ScrubStatus scrubStatus() {
    long left = leftBytes();
    synchronized (this) {
      return new ScrubStatus(
          state,
          instant(began),
          instant(finished),
          doneBytes,
          doneBytes + (state == State.FINISHED || state == State.NEVER ? 0 : left),
          report.mended(),
          report.damaged(),
          report.damages());
    }
  }

  private static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private long leftBytes() {
    Phase now;
    long at;
    long ofSegment;
    synchronized (this) {
      now = phase;
      at = cursor;
      ofSegment = segmentBytes;
    }
    NodeStore store = core.state.nodes().store();
    long left = -ofSegment;
    if (now != Phase.SEGMENTS) {
      long pages = Math.max(1, store.pages());
      long toGo = now == Phase.ROOTS ? pages : Math.max(0, pages - at);
      left += store.usedPages() * toGo / pages * COPIES_BYTES;
    }
    core.lock.lock();
    try {
      for (int slot = now == Phase.SEGMENTS ? (int) at : 0; slot < core.geometry.slots(); slot++) {
        left +=
            switch (core.segments.state(slot)) {
              case CLOSED -> (long) core.geometry.logBlocks() << Layout.BLOCK_SHIFT;
              case ACTIVE -> (long) core.log.activeBlocks() << Layout.BLOCK_SHIFT;
              case ABSENT, FREE -> 0;
            };
      }
    } finally {
      core.lock.unlock();
    }
    return Math.max(0, left);
  }
}
