package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.HistoryWindow;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.engine.seal.Sealing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * The computer that the engine runs on: a disk, a clock, the running engine, and beside it the
 * model. Starts it, lets it die in every way, and checks after each restart that the pool is
 * exactly the first N records, for one N that breaks no promise.
 */
final class Machine {
  private static final Instant FIRST_INSTANT = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RECOVERIES_CUT_MAX = 3;

  /** Something to do with the engine. */
  @FunctionalInterface
  interface Call {
    void run() throws BlockFault;
  }

  /** What a call is meant to append, and where it was appended (zero: not). */
  static final class Intent {
    private final Change change;
    private long lsn;

    Intent(Change change) {
      this.change = change;
    }

    long lsn() {
      return lsn;
    }
  }

  private final Subject subject;
  private final Shape shape;
  private final RandomGenerator fate;
  private final Trace trace;
  private final Model model = new Model();
  private final Tally tally;
  private final SimKeys keys = new SimKeys();
  private final Sealing sealing;
  private SimStorage storage;

  /** Whether a disk of an earlier life refused something. */
  private boolean refusedBefore;

  private Subject.Opened opened;
  private Instant now = FIRST_INSTANT;
  private Intent intent;
  private long firstLsnOfOpening;

  /** The newest record that somebody was told of. */
  private long answeredLsn;

  private boolean opening;
  private SimulationFailure observed;

  Machine(Subject subject, Shape shape, SplittableGenerator random, Trace trace, Tally tally) {
    this.subject = subject;
    this.shape = shape;
    this.fate = random.split();
    this.trace = trace;
    this.tally = tally;
    // Chance that always says the same is the worst that nonces can meet.
    this.sealing = new Sealing(keys, () -> 0, new NonceMemory(tally));
    this.storage = SimStorage.empty(random.split(), trace);
  }

  void start(RandomGenerator ids) throws BlockFault {
    subject.create(storage, shape, ids);
    open();
  }

  BlockEngine engine() {
    return opened.engine();
  }

  Subject.Opened opened() {
    return opened;
  }

  SimStorage storage() {
    return storage;
  }

  Model model() {
    return model;
  }

  State state() {
    return model.head();
  }

  SimKeys keys() {
    return keys;
  }

  /** Whether the engine is one that seals. */
  boolean seals() {
    return subject.seals();
  }

  Shape shape() {
    return shape;
  }

  Instant now() {
    return now;
  }

  void tick() {
    now = now.plusMillis(7);
  }

  /** Lets the power go within the next operations of the disk. */
  void planPowerCut(int operationsMax) {
    SimStorage.Moment[] moments = SimStorage.Moment.values();
    storage.cutPowerAt(
        fate.nextInt(1, operationsMax + 1), moments[fate.nextInt(1, moments.length)]);
  }

  /** Does something that appends nothing visible. */
  Optional<BlockFault> call(Call call) {
    return call(new Intent(null), call);
  }

  /** Does something and follows what it appends. Calls may nest while a sync is under way. */
  Optional<BlockFault> call(Intent wanted, Call call) {
    Intent outer = intent;
    intent = wanted;
    boolean nothingToDo = changesNothing(wanted.change);
    Optional<BlockFault> answer = Optional.empty();
    try {
      call.run();
    } catch (BlockFault fault) {
      answer = Optional.of(fault);
      trace.add(fault.getClass().getSimpleName());
      trace.tell(() -> "  answered " + fault);
    } finally {
      intent = outer;
    }
    rethrowWhatTheObserverSaw();
    checkAppended(wanted, answer, nothingToDo);
    return answer;
  }

  /** Whether a disk refused something, in this life or before. */
  boolean everRefused() {
    return refusedBefore || storage.hasRefused();
  }

  /** An answer after which everything up to here must survive. */
  void promised(long lsn) {
    model.promised(lsn);
  }

  /** Checks the figures that the engine shows against what was seen. */
  void checkStats() {
    PoolStats stats = engine().stats();
    SimulationFailure.unless(
        stats.appendedLsn().value() == model.headLsn(),
        "appended is " + stats.appendedLsn() + ", the last record seen was " + model.headLsn());
    SimulationFailure.unless(
        stats.durableLsn().value() <= model.headLsn(),
        "durable is " + stats.durableLsn() + ", beyond the last record " + model.headLsn());
    SimulationFailure.unless(
        stats.durableLsn().value() >= model.promisedLsn(),
        "durable is " + stats.durableLsn() + ", promised was " + model.promisedLsn());
    model.promised(stats.durableLsn().value());
  }

  /** The first record of the window of the past, if one is kept. */
  Optional<Lsn> historyFrom() {
    return engine().stats().history().map(HistoryWindow::from);
  }

  void close() throws BlockFault {
    opened.engine().close();
    rethrowWhatTheObserverSaw();
    model.promised(model.headLsn());
  }

  /** The power went; it comes back, perhaps to go again while the pool is being opened. */
  void recoverFromPowerCut() throws BlockFault {
    for (int attempt = 0; ; attempt++) {
      refusedBefore |= storage.hasRefused();
      storage = storage.afterPowerCut(fate);
      tally.powerCuts++;
      if (attempt < RECOVERIES_CUT_MAX && fate.nextInt(3) == 0) {
        planPowerCut(24);
      }
      try {
        open();
        return;
      } catch (PowerCut cut) {
        trace.add(cut.getMessage());
        tally.recoveriesCut++;
      }
    }
  }

  /** The process died; the machine, and what it holds for the disk, did not. */
  void recoverFromKill() throws BlockFault {
    boolean keepsAll = subject.outlivesItsProcess() && !storage.hasRefused();
    long answered = keepsAll ? answeredLsn : 0;
    refusedBefore |= storage.hasRefused();
    storage = storage.afterKill();
    trace.tell(() -> "  KILL, answered was " + answered);
    tally.kills++;
    try {
      long found = open();
      SimulationFailure.unless(
          found >= answered,
          "a killed process lost answers: recovered " + found + ", answered " + answered);
    } catch (PowerCut cut) {
      throw new SimulationFailure("no power cut was planned", cut);
    }
  }

  /** Answers the newest record that was found. */
  private long open() throws BlockFault {
    opening = true;
    firstLsnOfOpening = 0;
    long last = model.headLsn();
    InstantSource clock = () -> now;
    opened = subject.open(storage, shape, clock, this::appended, sealing);
    opening = false;
    rethrowWhatTheObserverSaw();
    long appendedLsn = engine().stats().appendedLsn().value();
    long found = firstLsnOfOpening == 0 ? appendedLsn : firstLsnOfOpening - 1;
    trace.add(found);
    trace.tell(
        () -> "OPEN at " + found + ", promised " + model.promisedLsn() + ", last was " + last);
    tally.recordsLost += last - found;
    SimulationFailure.unless(
        found >= model.promisedLsn(),
        "invariant 2 durability: recovered " + found + ", promised " + model.promisedLsn());
    SimulationFailure.unless(
        found <= last, "invariant 3 prefix: recovered " + found + ", last appended " + last);
    Optional<Change> half = model.splitBy(found);
    SimulationFailure.unless(
        half.isEmpty(),
        "invariant 3 prefix: record " + found + " is the middle of " + half.map(Change::describe));
    keys.lend(true);
    checkPrefix(found, last);
    keys.lend(false);
    model.recovered(found);
    if (firstLsnOfOpening != 0) {
      model.appended(appendedLsn);
    }
    answeredLsn = found;
    opened.verify();
    checkStats();
    return found;
  }

  private void checkPrefix(long found, long last) throws BlockFault {
    Inspection inspection = new Inspection(engine());
    Optional<String> difference = inspection.difference(model.at(found));
    if (difference.isEmpty()) {
      return;
    }
    StringBuilder equal = new StringBuilder();
    for (long other = model.promisedLsn(); other <= last; other++) {
      if (inspection.difference(model.at(other)).isEmpty()) {
        equal.append(' ').append(other);
      }
    }
    throw new SimulationFailure(
        "invariant 3 prefix: the pool says it holds "
            + found
            + " of "
            + last
            + " records (promised "
            + model.promisedLsn()
            + "), but "
            + difference.get()
            + "; it equals the prefixes:"
            + (equal.isEmpty() ? " none" : equal));
  }

  private void appended(long lsn, RecordKind kind) {
    try {
      follow(lsn, kind);
    } catch (SimulationFailure failure) {
      // The engine may swallow it: it is thrown again when the call is over.
      observed = observed == null ? failure : observed;
      throw failure;
    }
  }

  private void follow(long lsn, RecordKind kind) {
    trace.add(lsn);
    trace.tell(() -> "  record " + lsn + " " + kind);
    trace.add(kind.name());
    if (opening) {
      SimulationFailure.unless(
          kind == RecordKind.INVISIBLE, "opening appended a record of kind " + kind);
      firstLsnOfOpening = firstLsnOfOpening == 0 ? lsn : firstLsnOfOpening;
      return;
    }
    SimulationFailure.unless(
        lsn > model.headLsn(),
        "invariant 1 order: record " + lsn + " after record " + model.headLsn());
    if (kind == RecordKind.INVISIBLE) {
      model.appended(lsn);
      return;
    }
    SimulationFailure.unless(
        intent != null && intent.change != null,
        "record " + lsn + " of kind " + kind + " that nobody asked for");
    SimulationFailure.unless(
        intent.change.mayAppend(kind, intent.lsn == 0),
        "record " + lsn + " of kind " + kind + " for " + intent.change.describe());
    if (intent.lsn == 0) {
      model.appended(lsn, intent.change);
    } else {
      model.extended(lsn);
    }
    intent.lsn = lsn;
  }

  private void rethrowWhatTheObserverSaw() {
    if (observed != null) {
      throw new SimulationFailure(observed.getMessage(), observed);
    }
  }

  private void checkAppended(Intent wanted, Optional<BlockFault> answer, boolean nothingToDo) {
    if (answer.isEmpty()) {
      answeredLsn = Math.max(answeredLsn, wanted.lsn);
    }
    if (answer.isPresent()) {
      SimulationFailure.unless(
          wanted.lsn == 0 || storage.hasRefused(),
          "a call that failed with " + answer.get() + " appended record " + wanted.lsn);
    } else if (wanted.change != null && wanted.lsn == 0) {
      SimulationFailure.unless(
          nothingToDo || changesNothing(wanted.change),
          "no record was appended for " + wanted.change.describe());
    }
  }

  /**
   * Zeroing what is zero already need not be logged; before it began or, since other calls go on
   * while a sync is under way, when it was answered.
   */
  private boolean changesNothing(Change change) {
    if (!(change instanceof Change.Zero zero)) {
      return false;
    }
    byte[][] before = model.head().volumes.get(zero.volume());
    if (before == null || zero.offset() + zero.length() > State.sizeBytes(before)) {
      return false;
    }
    State after = model.head().copy();
    after.apply(0, zero);
    byte[][] then = after.volumes.get(zero.volume());
    for (int i = 0; i < before.length; i++) {
      if (State.isHole(before[i]) != State.isHole(then[i])
          || State.isZeros(before[i]) != State.isZeros(then[i])
          || !Arrays.equals(before[i], then[i])) {
        return false;
      }
    }
    return true;
  }
}
