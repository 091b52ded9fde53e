package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** One world from its seed to its end. The same seed and options make the same world. */
public final class Simulation {
  private static final int STALL_MILLIS = 2_000;
  private static final int POLL_MILLIS = 20;

  /**
   * How a world ended.
   *
   * @param digest of everything that the disk, the log's observer and the readers saw
   */
  public record Outcome(long digest, String tally) {}

  private final Subject subject;
  private final long seed;
  private final SimulationOptions options;
  private final Trace trace = new Trace();
  private final Tally tally = new Tally();
  private final SplittableRandom random;
  private final SplittableRandom fate;
  private final Machine machine;
  private final Client client;
  private final Workload workload;
  private int step;
  private boolean busyMeanwhile;
  private boolean rotten;

  private Simulation(Subject subject, long seed, SimulationOptions options) {
    this.subject = subject;
    this.seed = seed;
    this.options = options;
    this.random = new SplittableRandom(seed);
    this.fate = random.split();
    Shape shape = Shape.random(random);
    this.machine =
        new Machine(
            subject,
            options.history() ? shape.withHistory(random) : shape,
            random.split(),
            trace,
            tally);
    this.client = new Client(machine, trace, tally);
    this.workload = new Workload(machine, client, random.split(), tally);
  }

  static Outcome run(Subject subject, long seed, SimulationOptions options, Tally total) {
    Simulation simulation = new Simulation(subject, seed, options);
    simulation.runOnAThreadOfItsOwn();
    total.add(simulation.tally);
    return new Outcome(simulation.trace.digest(), simulation.tally.toString());
  }

  /** What the engine keeps for each thread goes with the world. */
  private void runOnAThreadOfItsOwn() {
    AtomicReference<Optional<SimulationFailure>> failure = new AtomicReference<>(Optional.empty());
    Thread world =
        Thread.ofPlatform()
            .start(() -> {
              try {
                run();
              } catch (SimulationFailure found) {
                failure.set(Optional.of(found));
              }
            });
    try {
      world.join();
    } catch (InterruptedException interrupted) {
      throw new SimulationFailure("interrupted", interrupted);
    }
    failure
        .get()
        .ifPresent(found -> {
          throw found;
        });
  }

  private void run() {
    try {
      machine.start(random.split());
      boot();
      for (step = 1; step <= options.steps(); step++) {
        machine.tick();
        surviving(this::stepOrCrash);
      }
      if (rotten) {
        new ScrubClient(machine, client, tally).scrubAll();
      } else {
        surviving(this::reopen);
      }
    } catch (Undecided undecided) {
      tally.undecided++;
    } catch (BlockFault | RuntimeException | Error problem) {
      throw new SimulationFailure(
          "seed=%d step=%d steps=%d %s: %s: %s"
              .formatted(seed, step, options.steps(), subject, machine.shape(), problem),
          problem);
    }
  }

  private void surviving(Machine.Call call) throws BlockFault {
    try {
      call.run();
    } catch (PowerCut cut) {
      trace.add(cut.getMessage());
      if (fate.nextInt(3) == 0) {
        machine.recoverFromKill();
      } else {
        machine.recoverFromPowerCut();
      }
      boot();
    }
  }

  private void stepOrCrash() throws BlockFault {
    if (options.rot() && step > options.steps() / 2) {
      rotAndGoOn();
      return;
    }
    int chance = fate.nextInt(1000);
    if (options.crashes() && chance < 3) {
      throw new PowerCut("between two calls");
    } else if (options.crashes() && chance < 6) {
      machine.recoverFromKill();
      boot();
    } else if (client.sawRefusal() && chance < 250) {
      crashOfARefusedPool();
    } else if (chance < 9) {
      reopen();
    } else if (options.fills() && chance < 14 && machine.storage().full()) {
      machine.storage().cutPower();
      throw new PowerCut("somebody made room below");
    } else if (options.fills() && chance < 20) {
      machine.storage().fillUp();
    } else if (options.refusals() && chance < 14) {
      refuse();
    } else {
      workload.step();
    }
  }

  private void rotAndGoOn() {
    if (!rotten) {
      rotten = true;
      machine.storage().keepPower();
      client.expectRot();
    }
    if (fate.nextInt(3) == 0) {
      machine.storage().rotAnywhere("segment-", fate);
    }
    workload.step();
  }

  /** The disk will refuse one of the next operations of some kind. */
  private void refuse() {
    switch (fate.nextInt(4)) {
      case 0 -> machine.storage().refuseWrites(1);
      case 1 -> machine.storage().refuseSyncs(1);
      case 2 -> machine.storage().refuseReads(1);
      default -> machine.storage().limitTo(0);
    }
  }

  private void crashOfARefusedPool() throws BlockFault {
    if (fate.nextBoolean()) {
      throw new PowerCut("after a refusal");
    }
    machine.recoverFromKill();
    boot();
  }

  /** After each start of the engine: old handles are gone, the next power cut is planned. */
  private void boot() {
    client.forgetHandles();
    busyMeanwhile = false;
    if (options.crashes() && fate.nextInt(4) != 0) {
      machine.planPowerCut(1 << fate.nextInt(1, 10));
    }
    if (options.meanwhile()) {
      machine.storage().onSync((_, _) -> meanwhile());
    }
  }

  /** A clean end, and what comes after it: another process, or first a power cut. */
  private void reopen() throws BlockFault {
    machine.storage().refuseNothing();
    if (machine.storage().hasRefused()) {
      crashOfARefusedPool();
      return;
    }
    busyMeanwhile = true;
    machine.close();
    busyMeanwhile = false;
    if (options.crashes() && fate.nextBoolean()) {
      machine.recoverFromPowerCut();
    } else {
      machine.recoverFromKill();
    }
    boot();
  }

  /**
   * A write on another thread while this one waits for the disk. It must be answered meanwhile: the
   * sync ends only after it, so a write that waits for the sync waits for ever and is found.
   */
  private void meanwhile() {
    if (busyMeanwhile || !machine.shape().writeCache() || fate.nextInt(3) != 0) {
      return;
    }
    busyMeanwhile = true;
    AtomicReference<Optional<Throwable>> problem = new AtomicReference<>(Optional.empty());
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                workload.writeMeanwhile();
              } catch (RuntimeException | Error thrown) {
                problem.set(Optional.of(thrown));
              }
            });
    try {
      awaitAnswer(writer);
    } finally {
      busyMeanwhile = false;
    }
    problem
        .get()
        .ifPresent(thrown -> {
          if (thrown instanceof PowerCut cut) {
            throw cut;
          }
          throw new SimulationFailure("meanwhile: " + thrown.getMessage(), thrown);
        });
  }

  private void awaitAnswer(Thread writer) {
    int waiting = 0;
    while (waiting < STALL_MILLIS) {
      try {
        if (writer.join(Duration.ofMillis(POLL_MILLIS))) {
          return;
        }
      } catch (InterruptedException interrupted) {
        throw new SimulationFailure("interrupted", interrupted);
      }
      if (writer.getState() == Thread.State.WAITING) {
        waiting += POLL_MILLIS;
        if (subject.waitsForRoom(writer.getStackTrace())) {
          trace.end();
          machine.storage().cutPower();
          throw new Undecided();
        }
      }
    }
    throw new SimulationFailure(
        "invariant 6 no stall: a write waits for a sync to end: "
            + Arrays.toString(writer.getStackTrace()));
  }

  /**
   * A write waits for room in the log, and room comes only after the sync that waits for the write:
   * a knot that this world has tied itself, since it has but one thread. It ends here.
   */
  private static final class Undecided extends Error {
    private static final long serialVersionUID = 1L;
  }
}
