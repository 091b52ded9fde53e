package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The reference engine in the simulated world, right or with flaws. */
record ReferenceSubject(Set<Flaw> flaws) implements Subject {
  static final int LOG_BYTES = 64 << 20;

  /** Ways to be wrong; the world must find each. */
  enum Flaw {
    /** The later of two batches is made durable first. */
    REORDERS_BATCHES,
    /** Recovery looks at the header of a batch and not at its payload. */
    ACCEPTS_TORN_BATCHES,
    /** A group is answered when its record is durable, and its data is not. */
    GROUP_BEFORE_ITS_DATA,
    /** Recovery takes what follows a lost batch of an earlier life for the log. */
    NO_CHAIN,
    /** Flush answers without a sync. */
    FLUSH_WITHOUT_SYNC,
    /** After a restart without a power cut, what was found counts as durable. */
    TRUSTS_WHAT_IT_FOUND,
    /** Fencing a handle does nothing. */
    NO_FENCE,
    /** An image shares its blocks with the volume that goes on changing. */
    LIVE_IMAGES,
    /** A rollback of several volumes is several records. */
    ROLLBACK_BY_PIECES,
    /** Writes wait for the sync of a group. */
    STALLS
  }

  static ReferenceSubject right() {
    return new ReferenceSubject(EnumSet.noneOf(Flaw.class));
  }

  static ReferenceSubject with(Flaw flaw) {
    return new ReferenceSubject(EnumSet.of(flaw));
  }

  @Override
  public void create(Storage storage, Shape shape, RandomGenerator random) throws BlockFault {
    try {
      new ReferenceLog(storage.create("log", LOG_BYTES), flaws).format();
    } catch (IOException e) {
      throw new BlockFault.Io("create", e);
    }
  }

  @Override
  public Opened open(
      Storage storage, Shape shape, InstantSource clock, Appended appended, Sealing sealing)
      throws BlockFault {
    try {
      ReferenceLog log = new ReferenceLog(storage.open("log"), flaws);
      return new ReferenceEngine(log, shape, clock, appended, flaws).recover();
    } catch (IOException e) {
      throw new BlockFault.Io("open", e);
    }
  }

  @Override
  public boolean seals() {
    return false;
  }

  @Override
  public boolean outlivesItsProcess() {
    return false;
  }

  @Override
  public boolean waitsForRoom(StackTraceElement[] stack) {
    return false;
  }

  @Override
  public String toString() {
    return "reference" + flaws;
  }
}
