package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import dev.stillpoint.engine.pool.Seams;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A small pool and several clients at once, beside a flusher and a keeper, under one {@link Baton}:
 * one seed is one interleaving of their locks and storage calls. The log's observer says in which
 * order things happened; a read must show what stood there at some moment between its call and its
 * answer, an image exactly what stood there at its record, and nothing may come after a fence.
 */
final class Crowd {
  private static final int SEGMENT_BYTES = 128 << 10;
  private static final int BLOCKS = 48;

  /** A handle and what is known about it. */
  static final class Handle {
    final Optional<VolumeId> volume;
    final Optional<ImageId> image;
    final BlockDevice device;
    boolean fencing;
    boolean fenced;

    Handle(Optional<VolumeId> volume, Optional<ImageId> image, BlockDevice device) {
      this.volume = volume;
      this.image = image;
      this.device = device;
    }
  }

  private final long seed;
  private final SplittableRandom random;
  private final Trace trace = new Trace();
  private final Baton baton;
  private SimStorage disk;
  private final Seams seams;
  private final int segments;
  private final int steps;
  private final Model model = new Model();
  private final List<CrowdClient> clients = new ArrayList<>();
  private final Map<Thread, CrowdClient> byThread =
      new TreeMap<>((a, b) -> Long.compare(a.threadId(), b.threadId()));

  /** Every state that a volume was in, oldest first; arrays of blocks that nobody changes. */
  private final Map<VolumeId, List<byte[][]>> versions = new TreeMap<>();

  final List<Handle> handles = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Pool pool;
  private long lastId = 100;
  private int operation;
  private int working;

  private Crowd(Seams planted, long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.baton = new Baton(random.split(), trace);
    this.disk = SimStorage.empty(random.split(), trace);
    this.segments = random.nextInt(16, 28);
    this.steps = random.nextInt(20, 90);
    this.seams = planted.withWaiting(baton.waiting());
  }

  /**
   * Lets the crowd of a seed live.
   *
   * @return a digest of all that happened, the same each time
   */
  static long run(Seams planted, long seed) {
    Crowd crowd = new Crowd(planted, seed);
    return OwnThread.run(
        "crowd seed=" + seed,
        () -> {
          crowd.live();
          return crowd.trace.digest();
        });
  }

  private PoolOptions options() {
    return new PoolOptions(
        SEGMENT_BYTES, (long) SEGMENT_BYTES * segments, 4 << 20, 8 << 10, 2 * SEGMENT_BYTES, true);
  }

  private Pool open(SimStorage storage) throws IOException {
    InstantSource clock = () -> now = now.plusMillis(3);
    YieldingStorage yielding = new YieldingStorage(storage, baton);
    return Pool.open(yielding, options(), clock, this::appended, Sealing.NONE, seams);
  }

  private void live() throws BlockFault, IOException {
    Pool.create(disk, options(), random.split());
    pool = open(disk);
    int count = random.nextInt(2, 4);
    for (int i = 0; i < count; i++) {
      CrowdClient client = new CrowdClient(this, random.split());
      clients.add(client);
      baton.add("client-" + i, () -> work(client));
    }
    asOneClient(clients.getFirst()::prepare);
    pool.close();
    // What is read at first comes from the disk.
    disk = disk.afterKill();
    pool = open(disk);
    working = count;
    baton.add("flusher", () -> turn(pool::writeOut));
    baton.add("keeper", () -> turn(pool::maintain));
    baton.add("scrubber", () -> turn(this::scrub));
    baton.go();
    inspect();
  }

  /** Before the crowd comes, and after it has gone. */
  private void asOneClient(Baton.Body body) throws BlockFault {
    byThread.put(Thread.currentThread(), clients.getFirst());
    body.run();
    byThread.remove(Thread.currentThread());
  }

  private void work(CrowdClient client) throws BlockFault {
    byThread.put(Thread.currentThread(), client);
    for (int step = 0; step < steps; step++) {
      client.step();
    }
    working--;
  }

  /** Something that the engine's own threads do again and again. */
  @FunctionalInterface
  private interface Crank {
    boolean turn() throws BlockFault;
  }

  private void turn(Crank crank) throws BlockFault {
    while (working > 0) {
      if (!crank.turn()) {
        baton.idle();
      }
    }
  }

  /** Passes, one after the other: the next one begins when the last has come to its end. */
  private boolean scrub() throws BlockFault {
    if (pool.scrub()) {
      return true;
    }
    pool.scrubbing().startScrub();
    return false;
  }

  /** Everything once more, then a power cut, and what is found then. */
  private void inspect() throws BlockFault, IOException {
    pool.verify();
    require(new Inspection(pool).difference(model.head()));
    PoolStats stats = pool.stats();
    SimulationFailure.unless(
        stats.corruptReadCount() == 0, () -> stats.corruptReadCount() + " blocks seemed damaged");
    ScrubStatus scrubs = pool.scrubbing().scrubStatus();
    SimulationFailure.unless(
        scrubs.damagedCount() == 0 && scrubs.mendedCount() == 0,
        () -> "scrubbing found what is not there: " + scrubs);
    long last = model.headLsn();
    pool.abandon();
    Pool again = open(disk.afterPowerCut(random.split()));
    long found = again.stats().appendedLsn().value();
    SimulationFailure.unless(
        model.promisedLsn() <= found && found <= last,
        () -> "recovered " + found + ", promised " + model.promisedLsn() + ", last " + last);
    again.verify();
    // An unaligned zeroing is up to three records, which only a flush keeps together.
    if (model.splitBy(found).filter(Change.Zero.class::isInstance).isPresent()) {
      return;
    }
    require(new Inspection(again).difference(model.at(found)));
  }

  private static void require(Optional<String> nothing) {
    SimulationFailure.unless(nothing.isEmpty(), nothing::orElseThrow);
  }

  private void appended(long lsn, LogRecord record) {
    if (record instanceof LogRecord.Move) {
      model.appended(lsn);
      return;
    }
    CrowdClient client = byThread.get(Thread.currentThread());
    SimulationFailure.unless(client != null, () -> "nobody asked for " + record);
    client.mayAppend(record);
    if (client.appendedLsn() == 0) {
      model.appended(lsn, client.intent());
    } else {
      model.extended(lsn);
    }
    client.appendedAt(lsn);
    State state = model.head();
    state.volumes.forEach(
        (id, blocks) -> versions.computeIfAbsent(id, _ -> new ArrayList<>()).add(blocks.clone()));
    versions.keySet().retainAll(state.volumes.keySet());
  }

  /** All states of a volume so far; empty when it is gone. */
  List<byte[][]> versions(VolumeId volume) {
    return versions.getOrDefault(volume, List.of());
  }

  Pool pool() {
    return pool;
  }

  Model model() {
    return model;
  }

  Trace trace() {
    return trace;
  }

  Instant now() {
    return now;
  }

  int blocks() {
    return BLOCKS;
  }

  long id() {
    return ++lastId;
  }

  int operation() {
    return ++operation;
  }

  @Override
  public String toString() {
    return "crowd of seed " + seed;
  }
}
