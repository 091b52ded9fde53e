package dev.stillpoint.bench.space;

import java.util.List;

/**
 * The line that lies nearest to some points, by least squares.
 *
 * @param base its value at zero
 * @param slope what it rises by one
 */
record StraightLine(double base, double slope) {
  /**
   * A place and what was measured there.
   *
   * @param x the place
   * @param y the measurement
   */
  record Point(double x, double y) {}

  /**
   * Through points.
   *
   * @param points at least two, at different places
   */
  static StraightLine through(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double together = 0;
    double alone = 0;
    for (Point point : points) {
      together += (point.x() - meanX) * (point.y() - meanY);
      alone += (point.x() - meanX) * (point.x() - meanX);
    }
    if (alone == 0) {
      throw new IllegalArgumentException("one place makes no line");
    }
    double slope = together / alone;
    return new StraightLine(meanY - slope * meanX, slope);
  }

  double at(double x) {
    return base + slope * x;
  }
}
