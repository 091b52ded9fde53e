package dev.stillpoint.bench.groups;

import java.util.ArrayList;
import java.util.List;

/**
 * How long the same thing took each time, in milliseconds, in the order in which it was done.
 *
 * @param millis at least one
 */
record Times(List<Double> millis) {
  private static final double NANOS_OF_A_MILLI = 1e6;

  Times {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    millis = List.copyOf(millis);
  }

  static Times ofNanos(List<Long> nanos) {
    return new Times(nanos.stream().map(n -> n / NANOS_OF_A_MILLI).toList());
  }

  int count() {
    return millis.size();
  }

  /** The middle one; of an even number the mean of the middle two. */
  double median() {
    List<Double> sorted = sorted();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Ninety-nine of a hundred took no longer. */
  double p99() {
    List<Double> sorted = sorted();
    return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
  }

  double max() {
    return sorted().getLast();
  }

  /** The first so many, or all when there are fewer. */
  Times first(int number) {
    return new Times(millis.subList(0, Math.min(number, count())));
  }

  /** The last so many, or all when there are fewer. */
  Times last(int number) {
    return new Times(millis.subList(Math.max(0, count() - number), count()));
  }

  private List<Double> sorted() {
    List<Double> sorted = new ArrayList<>(millis);
    sorted.sort(null);
    return sorted;
  }
}
