package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.map.Fanout;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import dev.stillpoint.engine.pool.Seams;
import dev.stillpoint.engine.seal.Sealing;
import dev.stillpoint.engine.state.Anchors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The real engine in the simulated world.
 *
 * @param name what failures call it
 * @param planted what each opened pool gets: nothing, or a planted bug
 */
record PoolSubject(String name, Planted planted) implements Subject {
  /** Makes the bug of one life of the pool. */
  @FunctionalInterface
  interface Planted {
    Seams seams();
  }

  /** So few that files are closed and opened again all the time. */
  private static final int OPEN_FILES = 3;

  /** So small that maps have several levels, and the cache room for a few nodes. */
  private static final Fanout TINY = new Fanout(6, 5);

  static PoolSubject sound() {
    return new PoolSubject("pool", () -> Seams.SOUND);
  }

  @Override
  public void create(Storage storage, Shape shape, RandomGenerator random) throws BlockFault {
    try {
      Pool.create(storage, options(shape), random);
    } catch (IOException e) {
      throw new BlockFault.Io("the pool cannot be created", e);
    }
  }

  @Override
  public Opened open(
      Storage storage, Shape shape, InstantSource clock, Appended appended, Sealing sealing)
      throws BlockFault {
    try {
      return new OpenPool(
          Pool.open(
              storage,
              options(shape),
              clock,
              (lsn, entry) -> appended.record(lsn, kind(entry)),
              sealing,
              planted.seams().withFanout(TINY)));
    } catch (IOException e) {
      throw new BlockFault.Io("the pool cannot be opened", e);
    }
  }

  @Override
  public boolean seals() {
    return true;
  }

  @Override
  public boolean outlivesItsProcess() {
    return true;
  }

  @Override
  public boolean waitsForRoom(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::getMethodName)
        .anyMatch(method -> method.startsWith("makeRoom") || method.equals("help"));
  }

  private static PoolOptions options(Shape shape) {
    PoolOptions options =
        new PoolOptions(
            shape.segmentBytes(),
            shape.poolBytes(),
            shape.bufferBytes(),
            shape.cacheBytes(),
            shape.checkpointBytes(),
            shape.writeCache(),
            shape.cacheBytes() / 16,
            OPEN_FILES,
            shape.cacheBytes() / 64);
    return options.withHistory(Duration.ofMillis(shape.historyMillis()));
  }

  private static RecordKind kind(LogRecord entry) {
    return hidden(entry) ? RecordKind.INVISIBLE : visible(entry);
  }

  /** What the engine does for the past on volumes and images of its own. */
  private static boolean hidden(LogRecord entry) {
    return switch (entry) {
      case LogRecord.Write w -> Anchors.hidden(w.volume());
      case LogRecord.Zero z -> Anchors.hidden(z.volume());
      case LogRecord.CloneVolume c -> Anchors.hidden(c.volume());
      case LogRecord.ResizeVolume r -> Anchors.hidden(r.volume());
      case LogRecord.DeleteVolume d -> Anchors.hidden(d.volume());
      case LogRecord.Freeze f -> Anchors.hidden(f.group());
      case LogRecord.CreateVolume _,
          LogRecord.RollBack _,
          LogRecord.DeleteImages _,
          LogRecord.Move _ ->
          false;
    };
  }

  private static RecordKind visible(LogRecord entry) {
    return switch (entry) {
      case LogRecord.Write _ -> RecordKind.WRITE;
      case LogRecord.Zero _ -> RecordKind.ZERO;
      case LogRecord.CreateVolume _ -> RecordKind.CREATE_VOLUME;
      case LogRecord.CloneVolume _ -> RecordKind.CLONE_VOLUME;
      case LogRecord.ResizeVolume _ -> RecordKind.RESIZE;
      case LogRecord.DeleteVolume _ -> RecordKind.DELETE_VOLUME;
      case LogRecord.Freeze _ -> RecordKind.FREEZE;
      case LogRecord.RollBack _ -> RecordKind.ROLL_BACK;
      case LogRecord.DeleteImages _ -> RecordKind.DELETE_IMAGES;
      case LogRecord.Move _ -> RecordKind.INVISIBLE;
    };
  }

  @Override
  public String toString() {
    return name;
  }

  private record OpenPool(Pool pool) implements Opened {
    @Override
    public BlockEngine engine() {
      return pool;
    }

    @Override
    public void writeOut() throws BlockFault {
      pool.writeOut();
    }

    @Override
    public boolean maintain() throws BlockFault {
      return pool.maintain();
    }

    @Override
    public ScrubStatus scrub() throws BlockFault {
      pool.scrubbing().startScrub();
      pool.scrub();
      return pool.scrubbing().scrubStatus();
    }

    @Override
    public void verify() throws BlockFault {
      pool.verify();
    }

    @Override
    public Cut freezePast(GroupId group, List<Freeze> members, Lsn at, Instant time)
        throws BlockFault {
      return pool.freezePast(group, members, at, time);
    }
  }
}
