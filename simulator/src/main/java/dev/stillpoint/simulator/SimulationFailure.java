package dev.stillpoint.simulator;

import java.util.function.Supplier;

/** The world found a promise broken. The message names the seed and the step that repeat it. */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  SimulationFailure(String message) {
    super(message);
  }

  SimulationFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean holds, String what) {
    if (!holds) {
      throw new SimulationFailure(what);
    }
  }

  static void unless(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new SimulationFailure(what.get());
    }
  }
}
