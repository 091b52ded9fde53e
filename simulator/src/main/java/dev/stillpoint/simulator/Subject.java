package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.seal.Sealing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An engine that can be put into the simulated world: it has no threads, and the world does what
 * its threads would do.
 */
interface Subject {
  /** Makes an empty pool. */
  void create(Storage storage, Shape shape, RandomGenerator random) throws BlockFault;

  /** Opens a pool, whatever a crash left of it. */
  Opened open(Storage storage, Shape shape, InstantSource clock, Appended appended, Sealing sealing)
      throws BlockFault;

  /** Whether it seals volumes; one that does not is not asked to. */
  boolean seals();

  /** Whether what it answered is there when its process was killed, flushed or not. */
  boolean outlivesItsProcess();

  /** Whether a thread that stands here waits for room, and not for an answer of the disk. */
  boolean waitsForRoom(StackTraceElement[] stack);

  /** Is told of each record when it gets its place in the order. */
  @FunctionalInterface
  interface Appended {
    void record(long lsn, RecordKind kind);
  }

  /** An open pool. */
  interface Opened {
    BlockEngine engine();

    /** Writes what is buffered to the log, without a sync. */
    void writeOut() throws BlockFault;

    /** One bounded step of background work; false when there was nothing to do. */
    boolean maintain() throws BlockFault;

    /** One step of reading over everything that is stored; begins a pass if none is under way. */
    ScrubStatus scrub() throws BlockFault;

    /** Checks the whole structure. */
    void verify() throws BlockFault;

    /** Makes a group of what volumes were behind a record; asked only of who keeps a past. */
    Cut freezePast(GroupId group, List<Freeze> members, Lsn at, Instant time) throws BlockFault;
  }
}
