package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.clean.CleanPolicy;
import dev.stillpoint.engine.clean.Pace;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work apart from the data path, in bounded steps: give back what was deleted, prepare segments
 * ahead, take checkpoints, clean. One step at a time; the append lock is held only for short pieces
 * of one. Whoever needs space may turn the crank too.
 */
final class Maintenance implements Relief {
  private static final int RELEASED_NODES = 64;
  private static final int EVICTED_NODES = 256;

  /** Those that must stay free, and two to write to meanwhile. */
  private static final int PREPARED_AHEAD = Core.RESERVE_FOR_DATA + 2;

  private static final long QUIET_MILLIS = 1000;

  /** Of the memory for maps, what may wait for a checkpoint: as much comes while it is taken. */
  private static final int DIRTY_PART = 2;

  private static final long DIRTY_BYTES_MIN = 4L << 20;

  /** How long to wait after the storage refused a file. */
  private static final long RETRY_MILLIS = 5000;

  private final Core core;
  private final Checkpointer checkpointer;
  private final Cleaner cleaner;
  private final History history;
  private final Scrubber scrubber;
  private final Pace pace;
  private final Elapsed elapsed;
  private final ReentrantLock turn;
  private long createAgainAt;
  private long growAgainAt;
  private long checkpointAgainAt;
  private long lastWritten;
  private long quietSince;

  Maintenance(
      Core core,
      ReentrantLock turn,
      Checkpointer checkpointer,
      History history,
      Life life,
      InstantSource clock) {
    this.core = core;
    this.history = history;
    this.turn = turn;
    this.elapsed = new Elapsed(clock);
    this.checkpointer = checkpointer;
    this.cleaner = new Cleaner(core);
    this.scrubber = new Scrubber(core, checkpointer, life, clock, this::renewRoots);
    this.pace = new Pace(core.geometry.logBlocks());
  }

  long checkpointLsn() {
    return checkpointer.checkpointLsn();
  }

  int stuckSegments() {
    return cleaner.stuckSegments();
  }

  long cleanedBlocks() {
    return cleaner.movedBlocks();
  }

  Scrubber scrubber() {
    return scrubber;
  }

  /**
   * One step of scrubbing, however fast it may be.
   *
   * @return false when no pass is under way
   */
  boolean scrub() throws BlockFault {
    turn.lock();
    try {
      return scrubber.step();
    } finally {
      turn.unlock();
    }
  }

  /**
   * One step of whatever is due.
   *
   * @return false when nothing is
   */
  boolean step() throws BlockFault, IOException {
    turn.lock();
    try {
      // Its pace alone keeps it from being in the way of the rest.
      if (scrubber.stepIfDue(load() == CleanPolicy.Load.BUSY) || release() || shrinkMaps()) {
        return true;
      }
      if (checkpointDue() && checkpoint()) {
        return true;
      }
      if (prepareAhead() || growMapsAhead() || history.step() || shrinkHistory()) {
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
      if (emptySegments() > 0) {
        return checkpoint();
      }
      return history.shrink() || cleaner.step();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean relieveOfHistory() throws BlockFault {
    turn.lock();
    try {
      boolean dropped = history.shrink();
      while (dropped && release()) {
        // Its blocks and nodes go, too.
      }
      return dropped && checkpoint();
    } finally {
      turn.unlock();
    }
  }

  /**
   * The past makes room before a writer has to wait for it, unless there is room still to empty
   * what else is dead.
   */
  private boolean shrinkHistory() throws BlockFault {
    core.lock.lock();
    try {
      int room = core.segments.count(Segments.State.FREE);
      room += elapsed.millis() < createAgainAt ? 0 : core.segments.count(Segments.State.ABSENT);
      boolean others = CleanPolicy.due(core.segments, CleanPolicy.Load.QUIET);
      if (room >= (others ? Core.RESERVE_FOR_DATA + 1 : PREPARED_AHEAD + 2)
          || core.segments.kept().slots() == 0) {
        return false;
      }
    } finally {
      core.lock.unlock();
    }
    return emptySegments() > 0 ? checkpoint() : history.shrink();
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

  private boolean release() throws BlockFault {
    return core.ask(() -> core.state.release(RELEASED_NODES));
  }

  private boolean shrinkMaps() {
    core.lock.lock();
    try {
      return core.state.nodes().shrink(EVICTED_NODES);
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
      long since = core.log.appendedBlocks() - checkpointer.blocksBefore();
      long interval = core.options.checkpointBytes() >> Layout.BLOCK_SHIFT;
      // One that a read holds stays: to take a checkpoint for it would be to take them for ever.
      int empty = core.segments.reclaimable();
      return since > interval
          || empty >= Math.max(2, core.segments.inUse() / 8)
          || core.state.nodes().dirtyBytes() > dirtyBytesMax();
    } finally {
      core.lock.unlock();
    }
  }

  /** Nodes that wait for a checkpoint take memory from those that were read. */
  private long dirtyBytesMax() {
    return Math.max(core.options.mapCacheBytes() / DIRTY_PART, DIRTY_BYTES_MIN);
  }

  private boolean growMapsAhead() {
    NodeStore store = core.state.nodes().store();
    core.lock.lock();
    try {
      if (store.usablePages() > core.state.nodes().dirtyNodes() / 2) {
        return false;
      }
    } finally {
      core.lock.unlock();
    }
    return growMaps();
  }

  /** Makes one more file for pages of maps, unless there are enough or the file system is full. */
  private boolean growMaps() {
    if (elapsed.millis() < growAgainAt) {
      return false;
    }
    NodeStore store = core.state.nodes().store();
    try {
      boolean grown = store.grow();
      store.growable(true);
      return grown;
    } catch (IOException e) {
      growAgainAt = elapsed.millis() + RETRY_MILLIS;
      store.growable(false);
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "no further file for maps: " + e.getMessage());
      return false;
    }
  }

  @Override
  public boolean relieveMaps(int reserve) throws BlockFault {
    turn.lock();
    try {
      if (pagesSuffice(reserve) || growMaps()) {
        return true;
      }
      while (release()) {
        // Everything that was deleted counts before space is called full.
      }
      boolean written = checkpoint();
      while (written && !pagesSuffice(reserve) && history.shrink()) {
        while (release()) {
          // The nodes that it held go, too.
        }
        written = checkpoint();
      }
      return written && pagesSuffice(reserve);
    } finally {
      turn.unlock();
    }
  }

  private boolean pagesSuffice(int reserve) {
    core.lock.lock();
    try {
      return core.pagesSuffice(reserve);
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
    long written = clientBlocks();
    if (written != lastWritten) {
      lastWritten = written;
      quietSince = elapsed.millis();
    }
    return elapsed.millis() - quietSince < QUIET_MILLIS
        ? CleanPolicy.Load.BUSY
        : CleanPolicy.Load.QUIET;
  }

  private long clientBlocks() {
    core.lock.lock();
    try {
      return core.log.clientBlocks();
    } finally {
      core.lock.unlock();
    }
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

  /** A checkpoint for the sake of its root: no reserve is given up for it. */
  private boolean renewRoots() throws BlockFault {
    return checkpointer.take(_ -> false);
  }

  /**
   * Takes a checkpoint.
   *
   * @return false when the storage did not take it; the one before still counts
   */
  boolean checkpoint() throws BlockFault {
    turn.lock();
    try {
      boolean written = checkpointer.take(this::drop);
      if (!written) {
        checkpointAgainAt = elapsed.millis() + RETRY_MILLIS;
      }
      return written;
    } finally {
      turn.unlock();
    }
  }
}
