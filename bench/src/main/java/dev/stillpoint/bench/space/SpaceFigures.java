package dev.stillpoint.bench.space;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured of space.
 *
 * @param remarks what a reader must know besides, one sentence each
 * @param steps in the order in which the log grew
 * @param spaceFactor bytes on disk over live bytes, after the overwriting; empty when left out
 */
record SpaceFigures(List<String> remarks, List<Step> steps, OptionalDouble spaceFactor) {
  /** Where the line is read. */
  static final int FULL_GIB = 64;

  static final double SPACE_FACTOR_MAX = 1.5;
  static final double READY_SECONDS_MAX = 2;
  static final double PEAK_MIB_MAX = 1024 + 256;

  private static final double MIB_OF_A_GIB = 1024;

  /**
   * One size of the log.
   *
   * @param writtenMib random blocks that were written until then
   * @param peakMib the server's resident memory, the most that it ever had
   * @param readySeconds from the start after kill -9 to READY
   */
  record Step(long writtenMib, int peakMib, double readySeconds) {}

  SpaceFigures {
    remarks = List.copyOf(remarks);
    steps = List.copyOf(steps);
  }

  /**
   * What the straight line says for the full size, but no less than the most that was measured: a
   * line that falls is chance. Empty when there are too few steps.
   */
  OptionalDouble atFullSize(ToDoubleFunction<Step> figure) {
    if (steps.size() < 2) {
      return OptionalDouble.empty();
    }
    List<StraightLine.Point> points =
        steps.stream()
            .map(step ->
                new StraightLine.Point(
                    step.writtenMib() / MIB_OF_A_GIB, figure.applyAsDouble(step)))
            .toList();
    double most = points.stream().mapToDouble(StraightLine.Point::y).max().orElseThrow();
    return OptionalDouble.of(Math.max(most, StraightLine.through(points).at(FULL_GIB)));
  }
}
