package dev.stillpoint.simulator;

import dev.stillpoint.engine.pool.Seams;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets worlds live one after another and prints a line for each that fails: {@code Soak [--minutes
 * N] [--seed FIRST] [--seeds COUNT] [--steps N] [--stop-after FAILURES]}. Every third world has a
 * disk that refuses, in every second one nothing is written during syncs, every fifth keeps a
 * window of the past, and in every seventh bits flip. Beside each world a {@link Crowd} and a
 * {@link Wreck} of the same seed live. Exits 1 when one failed.
 */
public final class Soak {
  /**
   * What the engine says of refused operations is what the world provokes; kept, or it is
   * forgotten.
   */
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");

  private Soak() {}

  public static void main(String[] arguments) {
    ENGINE_LOG.setLevel(Level.OFF);
    long minutes = option(arguments, "--minutes", 10);
    long first = option(arguments, "--seed", System.nanoTime());
    long seeds = option(arguments, "--seeds", Long.MAX_VALUE);
    int steps = (int) option(arguments, "--steps", SimulationOptions.standard().steps());
    long failuresMax = option(arguments, "--stop-after", 10);
    long end = System.nanoTime() + minutes * 60_000_000_000L;
    Tally total = new Tally();
    List<String> failures = new ArrayList<>();
    long worlds = 0;
    for (; worlds < seeds && System.nanoTime() < end && failures.size() < failuresMax; worlds++) {
      long seed = first + worlds;
      try {
        live(seed, steps, total);
      } catch (SimulationFailure failure) {
        failures.add(failure.getMessage());
        System.out.println(failure.getMessage());
      }
    }
    System.out.println(worlds + " worlds, " + failures.size() + " failures; " + total);
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  /** One of each kind: a world, a crowd, and a wreck of each damage in turn. */
  private static void live(long seed, int steps, Tally total) {
    SimulationOptions options = options(seed, steps);
    boolean rots = Math.floorMod(seed, 7L) == 0;
    Simulation.run(PoolSubject.sound(), seed, rots ? options.withRot() : options, total);
    Crowd.run(Seams.SOUND, seed);
    Wreck.Damage[] damages = Wreck.Damage.values();
    Wreck.run(seed, damages[(int) Math.floorMod(seed, (long) damages.length)], false);
  }

  /** The options that belong to a seed, so that the seed alone repeats a failure. */
  static SimulationOptions options(long seed, int steps) {
    SimulationOptions options = SimulationOptions.standard().withSteps(steps);
    if (Math.floorMod(seed, 2L) == 0) {
      options = options.withoutMeanwhile();
    }
    if (Math.floorMod(seed, 5L) == 4) {
      options = options.withHistory();
    }
    return Math.floorMod(seed, 3L) == 0 ? options.withRefusals() : options;
  }

  private static long option(String[] arguments, String name, long otherwise) {
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].equals(name)) {
        return Long.parseLong(arguments[i + 1]);
      }
    }
    return otherwise;
  }
}
