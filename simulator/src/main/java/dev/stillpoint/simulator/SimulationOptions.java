package dev.stillpoint.simulator;

/**
 * What a simulated world is made of.
 *
 * @param steps things that the client does
 * @param crashes power cuts and killed processes
 * @param refusals writes, syncs, reads and new files that the disk refuses
 * @param rot from half-way on, bits flip on the medium, and nothing restarts any more
 * @param meanwhile writes that come, on another thread, while a sync is under way
 * @param fills the file system below becomes full
 * @param history the engine keeps a window of the past, and groups are made in it
 */
public record SimulationOptions(
    int steps,
    boolean crashes,
    boolean refusals,
    boolean rot,
    boolean meanwhile,
    boolean fills,
    boolean history) {
  /** Crashes and writes during syncs. */
  public static SimulationOptions standard() {
    return new SimulationOptions(600, true, false, false, true, false, false);
  }

  /** A disk that also refuses what it is asked for. */
  public SimulationOptions withRefusals() {
    return new SimulationOptions(steps, crashes, true, rot, meanwhile, fills, history);
  }

  /** Nothing comes while a sync is under way. */
  public SimulationOptions withoutMeanwhile() {
    return new SimulationOptions(steps, crashes, refusals, rot, false, fills, history);
  }

  /** A medium that forgets. */
  public SimulationOptions withRot() {
    return new SimulationOptions(steps, crashes, refusals, true, meanwhile, fills, history);
  }

  /**
   * A file system that becomes full, and never stands in the way of what gives room back. No past
   * is kept there: it may take what such a file system needs to give room back.
   */
  public SimulationOptions withFullDisks() {
    return new SimulationOptions(steps, crashes, refusals, rot, meanwhile, true, false);
  }

  /** An engine that keeps a window of the past. */
  public SimulationOptions withHistory() {
    return new SimulationOptions(steps, crashes, refusals, rot, meanwhile, fills, true);
  }

  public SimulationOptions withSteps(int count) {
    return new SimulationOptions(count, crashes, refusals, rot, meanwhile, fills, history);
  }
}
