package dev.stillpoint.bench;

import java.util.List;

/**
 * The measurements of one row on one contender.
 *
 * @param contender its name
 * @param perSecond requests per second, one figure a round, in order
 */
record Series(String contender, List<Double> perSecond) {
  Series {
    if (perSecond.isEmpty()) {
      throw new IllegalArgumentException(contender + " has no measurement");
    }
    perSecond = List.copyOf(perSecond);
  }

  /** The middle figure; of an even number the mean of the middle two. */
  double median() {
    List<Double> sorted = perSecond.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  double min() {
    return perSecond.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max() {
    return perSecond.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
