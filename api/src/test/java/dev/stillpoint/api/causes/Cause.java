package dev.stillpoint.api.causes;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;

/**
 * One code of CreateSnapshotGroup's table with the state that brings it about.
 *
 * @param outcome status and code
 * @param because what has to hold, in words
 * @param provocation makes it hold and calls
 */
record Cause(String outcome, String because, Provocation provocation) {
  /** Makes a state hold and calls CreateSnapshotGroup in it. */
  @FunctionalInterface
  interface Provocation {
    /** What the call was answered. */
    Answer in(ApiWorld api) throws Exception;
  }

  /** The code without the status. */
  String code() {
    return outcome.substring(4);
  }

  @Override
  public String toString() {
    return outcome + ": " + because;
  }
}
