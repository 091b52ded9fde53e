package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.map.DirtyNodes;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.node.NodeWriter;
import dev.stillpoint.engine.recovery.Recovery;
import dev.stillpoint.engine.space.LiveBits;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import dev.stillpoint.engine.state.PoolState;
import dev.stillpoint.engine.state.StateChanges;
import dev.stillpoint.engine.state.StateCopy;
import dev.stillpoint.engine.state.Version;
import dev.stillpoint.engine.state.VersionEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Takes checkpoints: captures the pool between two records, writes the nodes that changed and then
 * the root without the lock, and only when both are durable frees the segments and pages that
 * nothing reached at the capture (invariant 8). One at a time.
 */
final class Checkpointer {
  /** Nodes whose addresses are put in their places while the lock is held. */
  private static final int ADOPTED = 256;

  private final Core core;
  private final CheckpointFiles files;

  /** Live bits of each slot as they were captured last: only what changed is copied again. */
  private final long[][] bits;

  /** What else was captured last; it follows likewise. */
  private final StateCopy copy = new StateCopy();

  private long next;
  private volatile long checkpointLsn;
  private long blocksBefore;

  Checkpointer(Core core, CheckpointFiles files, Recovery.Result found) {
    this.core = core;
    this.files = files;
    this.next = found.checkpoint().number() + 1;
    this.checkpointLsn = found.checkpoint().position().nextLsn() - 1;
    this.blocksBefore = -found.replayedBlocks();
    core.log.checkpointed(found.checkpoint().number());
    copy.follow(core.state.takeChanges());
    this.bits = new long[core.geometry.slots()][];
    for (int slot = 0; slot < bits.length; slot++) {
      bits[slot] = core.segments.bits().words(slot);
    }
  }

  /** LSN of the last record that the newest durable checkpoint holds. */
  long checkpointLsn() {
    return checkpointLsn;
  }

  /** Whether the root of everything stands in both copies, intact. Not while one is written. */
  boolean rootsIntact() throws IOException {
    return files.bothIntact();
  }

  /** Bytes of both copies of it. */
  long rootBytes() throws IOException {
    return files.newestBytes();
  }

  /** What the log had grown to at the newest durable checkpoint. */
  long blocksBefore() {
    return blocksBefore;
  }

  /** A capture of the pool between two records. */
  private record Capture(
      Checkpoint checkpoint,
      List<Integer> empty,
      long blocks,
      DirtyNodes dirty,
      NodeStore.Capture pages) {}

  /**
   * Room on the file system that is kept in reserve: the files of free segments. On a full one they
   * go until a checkpoint has room.
   */
  @FunctionalInterface
  interface Reserve {
    /** Gives one up, if there are more than so many. */
    boolean drop(int keep) throws IOException;
  }

  /**
   * Takes a checkpoint.
   *
   * @return false when the storage did not take it; the one before still counts
   */
  boolean take(Reserve reserve) throws BlockFault {
    Capture capture = capture();
    boolean nodesWritten = false;
    boolean written = false;
    try {
      core.flushTo(capture.checkpoint().position().nextLsn() - 1);
      core.settle();
      byte[] usage = writeNodes(capture, reserve);
      nodesWritten = usage.length > 0;
      written = nodesWritten && writeRoot(capture, usage, reserve);
    } finally {
      // One that failed is tried again under its number: a file of it may come back after a power
      // cut, and must never look newer than one that counts.
      next += written ? 1 : 0;
      settle(capture, nodesWritten, written);
    }
    return written;
  }

  /** What was taken under the lock, to be made a checkpoint of without it. */
  private record Taken(
      LogPosition position,
      long nextSegment,
      StateChanges changes,
      SortedMap<Long, Long> families,
      List<Checkpoint.VolumeEntry> volumes,
      List<Version> leaving,
      long cursor,
      long nextSerial,
      Checkpoint.Work work) {}

  private Capture capture() {
    List<Integer> empty = new ArrayList<>();
    List<Checkpoint.Slot> slots;
    Taken taken;
    long blocks;
    DirtyNodes dirty;
    NodeStore.Capture pages;
    core.lock.lock();
    try {
      PoolState state = core.state;
      core.log.tell();
      LogPosition position = core.log.sealedPosition();
      slots = slots(position, empty);
      taken =
          new Taken(
              position,
              core.log.nextSegmentNumber(),
              state.takeChanges(),
              state.families(),
              state.volumes().stream().map(Checkpointer::entry).toList(),
              state.versions().leaving(),
              state.versions().cursor(),
              state.versions().nextSerial(),
              new Checkpoint.Work(
                  state.versions().discards().pending(),
                  state.moved().map().root(),
                  state.moved().discards().pending(),
                  state.deaths().pending()));
      blocks = core.log.appendedBlocks();
      dirty = state.nodes().capture();
      pages = state.nodes().store().capture();
    } finally {
      core.lock.unlock();
    }
    copy.follow(taken.changes);
    return new Capture(checkpoint(taken, slots), empty, blocks, dirty, pages);
  }

  private Checkpoint checkpoint(Taken taken, List<Checkpoint.Slot> slots) {
    return new Checkpoint(
        next,
        taken.position,
        taken.nextSegment,
        slots,
        new Checkpoint.Names(
            taken.families,
            taken.volumes,
            copy.images().stream().map(Checkpointer::entry).toList(),
            List.copyOf(copy.groups())),
        new Checkpoint.Versions(
            List.copyOf(copy.versions()),
            taken.leaving.stream().map(Version::serial).toList(),
            taken.cursor,
            taken.nextSerial),
        taken.work);
  }

  private List<Checkpoint.Slot> slots(LogPosition position, List<Integer> empty) {
    LiveBits live = core.segments.bits();
    for (int changed : live.takeChanged()) {
      bits[changed] = live.words(changed);
    }
    List<Checkpoint.Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < core.geometry.slots(); slot++) {
      boolean closed = core.segments.state(slot) == Segments.State.CLOSED;
      if (core.segments.emptyClosed(slot)) {
        empty.add(slot);
      } else if (closed || slot == position.slot()) {
        slots.add(new Checkpoint.Slot(slot, core.segments.sequence(slot), bits[slot]));
      }
    }
    return slots;
  }

  private static Checkpoint.VolumeEntry entry(LiveVolume v) {
    return new Checkpoint.VolumeEntry(
        v.id(), v.family(), v.key(), v.sizeBlocks(), v.version().serial());
  }

  private static Checkpoint.ImageEntry entry(FrozenImage i) {
    return new Checkpoint.ImageEntry(
        i.id(), i.group(), i.source(), i.family(), i.key(), i.sizeBlocks(), i.version().serial());
  }

  /** The last free segment goes only for a checkpoint that frees others. */
  private static boolean giveUpRoom(Capture capture, Reserve reserve) throws IOException {
    return reserve.drop(capture.empty().isEmpty() ? 1 : 0);
  }

  /**
   * Writes the nodes that changed, durably.
   *
   * @return living nodes by page; empty when they could not be written
   */
  private byte[] writeNodes(Capture capture, Reserve reserve) {
    try {
      while (true) {
        try {
          return writeNodes(capture);
        } catch (NodeStore.NoRoom e) {
          if (!giveUpRoom(capture, reserve)) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      notWritten(e);
      return new byte[0];
    }
  }

  private byte[] writeNodes(Capture capture) throws IOException {
    NodeStore store = core.state.nodes().store();
    Checkpoint checkpoint = capture.checkpoint();
    try (NodeWriter writer = store.writer(capture.pages(), checkpoint.number())) {
      try {
        for (VersionEntry entry : checkpoint.versions().entries()) {
          capture.dirty().write(entry.root(), writer);
        }
        for (Discards.Subtree subtree : checkpoint.work().discards()) {
          capture.dirty().write(subtree.root(), writer);
        }
        capture.dirty().write(checkpoint.work().moved(), writer);
        for (Discards.Subtree subtree : checkpoint.work().discardsOfMoved()) {
          capture.dirty().write(subtree.root(), writer);
        }
        return writer.finish();
      } catch (IOException e) {
        writer.abandon();
        capture.dirty().forget();
        throw e;
      }
    }
  }

  private boolean writeRoot(Capture capture, byte[] usage, Reserve reserve) {
    try {
      while (true) {
        try {
          files.write(capture.checkpoint(), usage);
          return true;
        } catch (CheckpointFiles.NoRoom e) {
          if (!giveUpRoom(capture, reserve)) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      notWritten(e);
      discard(capture.checkpoint().number());
      return false;
    }
  }

  private static void notWritten(IOException cause) {
    System.getLogger("stillpoint.engine")
        .log(System.Logger.Level.WARNING, "no checkpoint could be written", cause);
  }

  /** Gives back the space of a checkpoint that was not finished; it does not count either way. */
  private void discard(long number) {
    try {
      files.discard(number);
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.DEBUG, "an unfinished checkpoint stays behind", e);
    }
  }

  private void settle(Capture capture, boolean nodesWritten, boolean written) {
    boolean more = nodesWritten;
    if (!nodesWritten) {
      capture.dirty().forget();
    }
    while (more) {
      core.lock.lock();
      try {
        more = capture.dirty().adopt(ADOPTED);
      } finally {
        core.lock.unlock();
      }
    }
    core.lock.lock();
    try {
      core.state.nodes().store().settle(capture.pages(), written);
      if (written) {
        free(capture);
      }
    } finally {
      core.lock.unlock();
    }
  }

  private void free(Capture capture) {
    for (int slot : capture.empty()) {
      if (!core.segments.pinned(slot) && core.log.forget(slot)) {
        core.segments.free(slot);
        core.files.forget(slot);
      }
    }
    core.log.checkpointed(capture.checkpoint().number());
    checkpointLsn = capture.checkpoint().position().nextLsn() - 1;
    blocksBefore = capture.blocks();
    Invariant.hold(
        checkpointLsn <= core.log.durableLsn(),
        "8 reclaim",
        "a checkpoint is ahead of the log",
        checkpointLsn,
        core.log.durableLsn());
  }
}
