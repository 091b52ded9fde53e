package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.clean.CleanPolicy;
import dev.stillpoint.engine.clean.Pace;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.FrozenImage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work apart from the data path, in bounded steps: give back what was deleted, prepare segments
 * ahead, take checkpoints, clean. One step at a time; the append lock is held only for short pieces
 * of one. Whoever needs space may turn the crank too.
 */
final class Maintenance implements Core.Relief {
  private static final int RELEASED_NODES = 64;

  /** Those that must stay free, and two to write to meanwhile. */
  private static final int PREPARED_AHEAD = Core.RESERVE_FOR_DATA + 2;

  private static final long QUIET_MILLIS = 1000;

  /** How long to wait after the storage refused a file. */
  private static final long RETRY_MILLIS = 5000;

  private final Core core;
  private final CheckpointFiles checkpoints;
  private final Cleaner cleaner;
  private final Pace pace;
  private final Elapsed elapsed;
  private final ReentrantLock turn;
  private long nextCheckpoint;
  private long blocksAtCheckpoint;
  private volatile long checkpointLsn;
  private long createAgainAt;
  private long checkpointAgainAt;
  private long lastWritten;
  private long quietSince;

  Maintenance(
      Core core,
      ReentrantLock turn,
      CheckpointFiles checkpoints,
      InstantSource clock,
      long nextCheckpoint,
      long checkpointLsn) {
    this.core = core;
    this.turn = turn;
    this.elapsed = new Elapsed(clock);
    this.checkpoints = checkpoints;
    this.cleaner = new Cleaner(core, new MapMoves(core));
    this.pace = new Pace(core.geometry.logBlocks());
    this.nextCheckpoint = nextCheckpoint;
    this.checkpointLsn = checkpointLsn;
  }

  long checkpointLsn() {
    return checkpointLsn;
  }

  long cleanedBlocks() {
    return cleaner.movedBlocks();
  }

  /**
   * One step of whatever is due.
   *
   * @return false when nothing is
   */
  boolean step() throws BlockFault, IOException {
    turn.lock();
    try {
      if (release()) {
        return true;
      }
      if (checkpointDue() && checkpoint()) {
        return true;
      }
      if (prepareAhead()) {
        return true;
      }
      if (cleaningDue()) {
        return cleaner.step();
      }
      return dropSurplus();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean relieve() throws BlockFault, IOException {
    turn.lock();
    try {
      if (prepare()) {
        return true;
      }
      while (release()) {
        // Everything that was deleted counts before space is called full.
      }
      return emptySegments() > 0 ? checkpoint() : cleaner.step();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void clean() throws BlockFault {
    if (!turn.tryLock()) {
      // Somebody is at it; an answer does not wait for a whole step of his.
      return;
    }
    try {
      // To begin with a victim would mean to write out first, and so to wait for anybody's sync.
      if (!release() && cleaner.begun()) {
        cleaner.step();
      }
    } finally {
      turn.unlock();
    }
  }

  private int emptySegments() {
    core.lock.lock();
    try {
      return core.segments.emptyClosed();
    } finally {
      core.lock.unlock();
    }
  }

  private boolean release() {
    core.lock.lock();
    try {
      return core.state.releases().step(RELEASED_NODES);
    } finally {
      core.lock.unlock();
    }
  }

  private boolean prepareAhead() throws IOException {
    core.lock.lock();
    try {
      if (core.segments.count(Segments.State.FREE) >= PREPARED_AHEAD) {
        return false;
      }
    } finally {
      core.lock.unlock();
    }
    return prepare();
  }

  /** Makes the file of one more slot, unless the pool or the file system is full. */
  private boolean prepare() throws IOException {
    int slot;
    core.lock.lock();
    try {
      slot = core.segments.any(Segments.State.ABSENT);
    } finally {
      core.lock.unlock();
    }
    if (slot < 0 || elapsed.millis() < createAgainAt) {
      return false;
    }
    try {
      core.files.create(slot);
    } catch (IOException e) {
      createAgainAt = elapsed.millis() + RETRY_MILLIS;
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "no further segment: " + e.getMessage());
      return false;
    }
    core.lock.lock();
    try {
      core.segments.prepared(slot);
    } finally {
      core.lock.unlock();
    }
    return true;
  }

  private boolean checkpointDue() {
    core.lock.lock();
    try {
      if (elapsed.millis() < checkpointAgainAt) {
        return false;
      }
      long since = core.log.appendedBlocks() - blocksAtCheckpoint;
      long interval =
          Math.max(
              core.options.checkpointBytes() >> Layout.BLOCK_SHIFT,
              core.segments.liveBlocks() / 16);
      int empty = core.segments.emptyClosed();
      return since > interval || empty >= Math.max(2, core.segments.inUse() / 8);
    } finally {
      core.lock.unlock();
    }
  }

  private boolean cleaningDue() {
    core.lock.lock();
    try {
      boolean allowed = pace.allows(core.log.clientBlocks(), cleaner.movedBlocks());
      CleanPolicy.Load load = load();
      return CleanPolicy.due(core.segments, load)
          && (allowed
              || load == CleanPolicy.Load.QUIET
              || CleanPolicy.due(core.segments, CleanPolicy.Load.OVERDUE));
    } finally {
      core.lock.unlock();
    }
  }

  private CleanPolicy.Load load() {
    long written = core.log.clientBlocks();
    if (written != lastWritten) {
      lastWritten = written;
      quietSince = elapsed.millis();
    }
    return elapsed.millis() - quietSince < QUIET_MILLIS
        ? CleanPolicy.Load.BUSY
        : CleanPolicy.Load.QUIET;
  }

  /** Free files beyond what the log is likely to need go back to the file system. */
  private boolean dropSurplus() throws IOException {
    int keep;
    core.lock.lock();
    try {
      keep = Math.max(PREPARED_AHEAD + 2, core.segments.inUse() / 8);
    } finally {
      core.lock.unlock();
    }
    return drop(keep);
  }

  /** Gives the file of a free slot back, if more than so many are free. */
  private boolean drop(int keep) throws IOException {
    int slot;
    core.lock.lock();
    try {
      if (core.segments.count(Segments.State.FREE) <= keep) {
        return false;
      }
      slot = core.segments.last(Segments.State.FREE);
      if (slot < 0) {
        return false;
      }
      core.segments.removed(slot);
    } finally {
      core.lock.unlock();
    }
    core.files.delete(slot);
    createAgainAt = 0;
    return true;
  }

  /** A capture of the pool between two records. */
  private record Capture(Checkpoint checkpoint, List<Integer> empty, long blocks) {}

  /**
   * Takes a checkpoint: shares every map in O(1) each, writes them without the lock, and only when
   * they are durable frees the segments that nothing reached at the capture (invariant 8).
   *
   * @return false when the storage did not take it; the one before still counts
   */
  boolean checkpoint() throws BlockFault {
    turn.lock();
    try {
      Capture capture = capture();
      boolean written = false;
      try {
        core.flushTo(capture.checkpoint().position().nextLsn() - 1);
        written = write(capture);
      } finally {
        nextCheckpoint++;
        settle(capture, written);
      }
      return written;
    } finally {
      turn.unlock();
    }
  }

  private boolean write(Capture capture) {
    Checkpoint checkpoint = capture.checkpoint();
    try {
      writeGivingUpRoom(capture);
      return true;
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "no checkpoint could be written", e);
      checkpointAgainAt = elapsed.millis() + RETRY_MILLIS;
      discard(checkpoint.number());
      return false;
    }
  }

  /**
   * On a file system that is full, free segments are the space that is kept in reserve: their files
   * go until the checkpoint has room. The last one goes only for a checkpoint that frees others.
   */
  private void writeGivingUpRoom(Capture capture) throws IOException {
    while (true) {
      try {
        checkpoints.write(capture.checkpoint());
        return;
      } catch (CheckpointFiles.NoRoom e) {
        if (!drop(capture.empty().isEmpty() ? 1 : 0)) {
          throw e;
        }
      }
    }
  }

  /** Gives back the space of a checkpoint that was not finished; it does not count either way. */
  private void discard(long number) {
    try {
      checkpoints.discard(number);
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.DEBUG, "an unfinished checkpoint stays behind", e);
    }
  }

  private Capture capture() {
    core.lock.lock();
    try {
      LogPosition position = core.log.sealedPosition();
      List<Checkpoint.ClosedSlot> closed = new ArrayList<>();
      List<Integer> empty = new ArrayList<>();
      for (int slot = 0; slot < core.geometry.slots(); slot++) {
        if (core.segments.state(slot) == Segments.State.CLOSED) {
          if (core.segments.liveIn(slot) == 0) {
            empty.add(slot);
          } else {
            closed.add(new Checkpoint.ClosedSlot(slot, core.segments.sequence(slot)));
          }
        }
      }
      return new Capture(
          new Checkpoint(
              nextCheckpoint,
              position,
              core.log.nextSegmentNumber(),
              closed,
              core.state.families(),
              core.state.volumes().stream().map(Checkpoint.VolumeEntry::of).toList(),
              core.state.images().stream().map(Maintenance::shared).toList(),
              List.copyOf(core.state.groups())),
          empty,
          core.log.appendedBlocks());
    } finally {
      core.lock.unlock();
    }
  }

  private static FrozenImage shared(FrozenImage image) {
    return new FrozenImage(
        image.id(),
        image.group(),
        image.source(),
        image.family(),
        image.key(),
        image.sizeBlocks(),
        image.map().share());
  }

  private void settle(Capture capture, boolean written) {
    core.lock.lock();
    try {
      capture.checkpoint().volumes().forEach(v -> v.map().drop(core.state.releases()));
      capture.checkpoint().images().forEach(i -> i.map().drop(core.state.releases()));
      if (!written) {
        return;
      }
      for (int slot : capture.empty()) {
        if (!core.segments.pinned(slot)) {
          core.segments.free(slot);
          core.files.forget(slot);
        }
      }
      checkpointLsn = capture.checkpoint().position().nextLsn() - 1;
      blocksAtCheckpoint = capture.blocks();
      Invariant.hold(
          checkpointLsn <= core.log.durableLsn(),
          "8 reclaim",
          "a checkpoint is ahead of the log",
          checkpointLsn,
          core.log.durableLsn());
    } finally {
      core.lock.unlock();
    }
  }
}
