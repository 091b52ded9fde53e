package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.pool.Seams;
import dev.stillpoint.engine.recovery.PayloadCheck;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The real engine lives through worlds of power cuts, refusals and full pools, and every planted
 * bug is found. {@code -Dseed=N} runs one world and {@code -Dseeds=N} more fresh ones.
 */
class PoolSimulationTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final int FIXED_SEEDS = 24;
  private static final int STEPS = SimulationOptions.standard().steps();

  @BeforeAll
  static void silenceWhatTheWorldProvokes() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  @Test
  void keepsItsPromisesInTheWorldsThatAreAlwaysTried() {
    Tally total = live(1, FIXED_SEEDS);
    assertThat(total.powerCuts).isGreaterThan(FIXED_SEEDS);
    assertThat(total.kills).isGreaterThan(FIXED_SEEDS / 2);
    assertThat(total.recoveriesCut).isGreaterThan(FIXED_SEEDS / 8);
    assertThat(total.recordsLost).isGreaterThan(FIXED_SEEDS);
    assertThat(total.groups).isGreaterThan(FIXED_SEEDS);
    assertThat(total.rollbacks).isGreaterThan(FIXED_SEEDS / 2);
    assertThat(total.outOfSpace).isPositive();
    assertThat(total.refusals).isPositive();
    assertThat(total.meanwhile).isGreaterThan(FIXED_SEEDS);
    assertThat(total.sealed).isGreaterThan(100 * FIXED_SEEDS);
    assertThat(total.keyless).isGreaterThan(FIXED_SEEDS);
    assertThat(total.freed).isGreaterThan(FIXED_SEEDS);
    assertThat(total.scrubs).isGreaterThan(FIXED_SEEDS);
    assertThat(total.undecided).isLessThan(FIXED_SEEDS / 4);
  }

  @Test
  void makesGroupsInThePastThatEqualTheModelAtAnyRecordOfTheWindow() {
    Tally total = new Tally();
    for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
      SimulationOptions options = Soak.options(seed, STEPS).withHistory();
      Simulation.run(PoolSubject.sound(), seed, options, total);
    }
    assertThat(total.past).isGreaterThan(5 * FIXED_SEEDS);
    assertThat(total.powerCuts + total.kills).isGreaterThan(FIXED_SEEDS);
  }

  @Test
  void keepsItsPromisesInFreshWorlds() {
    long seed = Long.getLong("seed", RandomGenerator.getDefault().nextLong() >>> 16);
    int seeds = System.getProperty("seed") == null ? Integer.getInteger("seeds", 10) : 1;
    assertThat(live(seed, seeds).calls).isPositive();
  }

  /** A segment that began with a batch without records; a last segment that data filled. */
  @Test
  void keepsThemInWorldsInWhichTheyWereBrokenOnce() {
    for (long seed :
        new long[] {
          17819279537814L, 17819279538109L, 17819279538730L, 18321082714834L, 3_001_356
        }) {
      assertThat(live(seed, 1).calls).isPositive();
    }
  }

  @Test
  void handsOutNoRottenByte() {
    Tally total = new Tally();
    for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
      SimulationOptions options = SimulationOptions.standard().withRot();
      Simulation.run(PoolSubject.sound(), seed, options, total);
    }
    // In whose world the creation of a file was cut off before.
    long cut = 18770658958310L;
    Simulation.run(PoolSubject.sound(), cut, Soak.options(cut, STEPS).withRot(), total);
    assertThat(total.corrupt).isPositive();
  }

  @Test
  void deletesTrimsFlushesAndEndsOnAFileSystemThatIsFull() {
    Tally total = new Tally();
    for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
      SimulationOptions options = Soak.options(seed, STEPS).withFullDisks();
      Simulation.run(PoolSubject.sound(), seed, options, total);
    }
    // In whose world so few files of segments were there that what is kept back was all of them.
    Simulation.run(PoolSubject.sound(), 46, Soak.options(46, STEPS).withFullDisks(), total);
    assertThat(total.outOfSpace).isPositive();
  }

  @Test
  void theSameSeedMakesTheSameWorld() {
    for (long seed : new long[] {11, 12}) {
      SimulationOptions options = Soak.options(seed, STEPS);
      var first = Simulation.run(PoolSubject.sound(), seed, options, new Tally());
      var second = Simulation.run(PoolSubject.sound(), seed, options, new Tally());
      assertThat(second.digest()).isEqualTo(first.digest());
    }
  }

  @Test
  void aFlusherThatReordersBatchesIsFound() {
    isFound(
        "reorders batches",
        () -> new Seams(new LeavesOneBehind(), PayloadCheck.SOUND, LongUnaryOperator.identity()));
  }

  @Test
  void aRecoveryThatAcceptsTornBatchesIsFound() {
    isFound(
        "accepts torn batches",
        () -> new Seams(items -> items, (_, _) -> true, LongUnaryOperator.identity()));
  }

  @Test
  void aGroupThatIsDurableBeforeItsDataIsFound() {
    isFound(
        "newest first",
        () -> new Seams(new NewestFirst(), PayloadCheck.SOUND, LongUnaryOperator.identity()));
  }

  @Test
  void aLifeThatTakesTheEpochOfTheOneBeforeForItsNoncesIsFound() {
    Seams epochNotRaised = new Seams(items -> items, PayloadCheck.SOUND, _ -> 1);
    isFound("epoch not raised", () -> epochNotRaised, "invariant 10 sealed");
    Seams everySecond = new Seams(items -> items, PayloadCheck.SOUND, epoch -> epoch / 2);
    isFound("epoch raised at every second open", () -> everySecond, "invariant 10 sealed");
  }

  @Test
  void aBufferThatIsNotTakenUpIsFound() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 100; seed++) {
                Simulation.run(
                    new Forgetful(PoolSubject.sound()),
                    seed,
                    SimulationOptions.standard(),
                    new Tally());
              }
            })
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("a killed process lost answers");
  }

  private static Tally live(long first, int seeds) {
    Tally total = new Tally();
    for (long seed = first; seed < first + seeds; seed++) {
      Simulation.run(PoolSubject.sound(), seed, Soak.options(seed, STEPS), total);
    }
    return total;
  }

  private static void isFound(String name, PoolSubject.Planted bug) {
    isFound(name, bug, "seed=");
  }

  private static void isFound(String name, PoolSubject.Planted bug, String report) {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 100; seed++) {
                Simulation.run(
                    new PoolSubject(name, bug), seed, SimulationOptions.standard(), new Tally());
              }
            })
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("seed=")
        .hasMessageContaining(report);
  }

  /** The real engine over a storage that never finds what lasted. */
  private record Forgetful(PoolSubject pool) implements Subject {
    @Override
    public void create(Storage storage, Shape shape, RandomGenerator random) throws BlockFault {
      pool.create(storage, shape, random);
    }

    @Override
    public Opened open(
        Storage storage, Shape shape, InstantSource clock, Appended appended, Sealing sealing)
        throws BlockFault {
      try {
        storage.dropLastingMemory();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return pool.open(storage, shape, clock, appended, sealing);
    }

    @Override
    public boolean seals() {
      return pool.seals();
    }

    @Override
    public boolean outlivesItsProcess() {
      return pool.outlivesItsProcess();
    }

    @Override
    public boolean waitsForRoom(StackTraceElement[] stack) {
      return pool.waitsForRoom(stack);
    }
  }

  /** Holds back the first of several items until the next flush, which a sync may come before. */
  private static final class LeavesOneBehind implements UnaryOperator<List<LogWriter.Item>> {
    private List<LogWriter.Item> behind = List.of();

    @Override
    public List<LogWriter.Item> apply(List<LogWriter.Item> items) {
      List<LogWriter.Item> now = new ArrayList<>(items);
      List<LogWriter.Item> before = behind;
      behind = now.size() > 1 ? List.of(now.removeFirst()) : List.of();
      now.addAll(before);
      return now;
    }
  }

  /** Writes the batch with the newest record, and what that record is about with the next one. */
  private static final class NewestFirst implements UnaryOperator<List<LogWriter.Item>> {
    private List<LogWriter.Item> behind = List.of();

    @Override
    public List<LogWriter.Item> apply(List<LogWriter.Item> items) {
      List<LogWriter.Item> now = new ArrayList<>(behind);
      if (items.size() < 2) {
        now.addAll(items);
        behind = List.of();
      } else {
        now.add(items.getLast());
        behind = items.subList(0, items.size() - 1);
      }
      return now;
    }
  }
}
