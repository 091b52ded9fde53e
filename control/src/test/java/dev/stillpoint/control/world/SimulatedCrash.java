package dev.stillpoint.control.world;

import dev.stillpoint.control.step.CrashPoint;

/** The process died. An error, so that nothing in the product catches it. */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(CrashPoint point) {
    super("died at " + point);
  }
}
