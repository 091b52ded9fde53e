package dev.stillpoint.bench.groups;

import java.util.OptionalDouble;

/**
 * One figure with what it must reach.
 *
 * @param key its name for programs
 * @param title its name for people
 * @param value the figure
 * @param unit its unit, empty for a ratio
 * @param sense on which side of the goal it must lie
 * @param goal what it must reach; empty when it only informs
 */
record Finding(
    String key, String title, double value, String unit, Sense sense, OptionalDouble goal) {
  /** On which side of its goal a figure must lie. */
  enum Sense {
    AT_MOST("at most"),
    AT_LEAST("at least");

    private final String words;

    Sense(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static Finding told(String key, String title, double value, String unit) {
    return new Finding(key, title, value, unit, Sense.AT_MOST, OptionalDouble.empty());
  }

  static Finding atMost(String key, String title, double value, String unit, double goal) {
    return new Finding(key, title, value, unit, Sense.AT_MOST, OptionalDouble.of(goal));
  }

  static Finding atLeast(String key, String title, double value, String unit, double goal) {
    return new Finding(key, title, value, unit, Sense.AT_LEAST, OptionalDouble.of(goal));
  }

  /** True when the figure lies on the right side of its goal, or has none. */
  boolean reached() {
    return goal.isEmpty()
        || switch (sense) {
          case AT_MOST -> value <= goal.getAsDouble();
          case AT_LEAST -> value >= goal.getAsDouble();
        };
  }
}
