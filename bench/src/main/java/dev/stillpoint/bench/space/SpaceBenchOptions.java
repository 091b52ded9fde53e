package dev.stillpoint.bench.space;

import java.nio.file.Path;
import java.util.List;

/**
 * What to measure.
 *
 * @param stepsMib how many MiB of random 4 KiB blocks are in the log at each measurement, rising
 * @param liveMib live data that is overwritten, 16 MiB to 1 TiB; 0 leaves that part out
 * @param overwrites how many times its size is written, 1 to 1000
 * @param settings lines of the server's configuration
 * @param directory where the temporary directory is made
 */
public record SpaceBenchOptions(
    List<Long> stepsMib, long liveMib, int overwrites, List<String> settings, Path directory) {
  private static final long MIB_MAX = 1 << 20;

  public SpaceBenchOptions {
    stepsMib = List.copyOf(stepsMib);
    settings = List.copyOf(settings);
    long before = 0;
    for (long step : stepsMib) {
      if (step <= before || step > MIB_MAX) {
        throw new IllegalArgumentException(
            "the steps must rise and end at 1 TiB at most, " + step + " MiB follows " + before);
      }
      before = step;
    }
    if (liveMib != 0 && (liveMib < 16 || liveMib > MIB_MAX)) {
      throw new IllegalArgumentException(
          "live data must be 16 MiB to 1 TiB, or 0 for none, not " + liveMib + " MiB");
    }
    if (overwrites < 1 || overwrites > 1000) {
      throw new IllegalArgumentException("overwrites must be 1 to 1000, not " + overwrites);
    }
    if (stepsMib.isEmpty() && liveMib == 0) {
      throw new IllegalArgumentException("there is nothing to measure");
    }
  }
}
