package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.Latencies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Group after group under the saturated load.
 *
 * @param calls how long each call took, in order
 * @param perSecond writes a second meanwhile
 */
record Growth(Times calls, double perSecond) {
  private static final int COMPARED_MAX = 100;
  private static final int TOLD_EVERY = 100;

  /**
   * Makes them all.
   *
   * @param all gets every write meanwhile
   */
  static Growth measure(
      Path socket,
      List<String> disks,
      OwnGroups groups,
      GroupsBenchOptions options,
      Latencies all,
      PrintStream progress)
      throws CannotMeasure, InterruptedException {
    List<Long> calls = new ArrayList<>();
    try (Generator generator = Generator.start(socket, disks, Load.SATURATED.shape(options))) {
      long next = System.nanoTime();
      for (int made = 1; made <= options.groups(); made++) {
        groups.prepare();
        next = Math.max(next + options.interval().toNanos(), System.nanoTime());
        Windows.sleepUntil(next);
        long begun = System.nanoTime();
        groups.freeze();
        calls.add(System.nanoTime() - begun);
        generator.check();
        if (made % TOLD_EVERY == 0) {
          progress.printf(
              Locale.ROOT,
              "%d of %d groups, %d kept, the last took %.1f ms%n",
              made,
              options.groups(),
              groups.kept(),
              calls.getLast() / 1e6);
        }
      }
      generator.stop();
      all.add(generator.latencies());
      return new Growth(Times.ofNanos(calls), generator.perSecond());
    } catch (IOException e) {
      throw new CannotMeasure(
          "after " + calls.size() + " of " + options.groups() + " groups: " + e.getMessage(), e);
    }
  }

  /**
   * How many calls stand at each end of the comparison: a hundred, or half when there are fewer.
   */
  int compared() {
    return Math.min(COMPARED_MAX, calls.count() / 2);
  }

  Times first() {
    return calls.first(compared());
  }

  Times last() {
    return calls.last(compared());
  }

  /** The median call of the last over that of the first. */
  double ratio() {
    return last().median() / first().median();
  }
}
