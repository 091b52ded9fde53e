package dev.stillpoint.bench;

import java.util.Locale;

/**
 * What a row is measured on.
 *
 * @param disks how many disks work at once
 * @param sizeBytes the working set of all of them together
 * @param fill how it was written before
 * @param state where it lies when the measurement begins
 */
record Scenario(int disks, long sizeBytes, Fill fill, State state) {
  private static final long GIB = 1L << 30;

  /** Where the bytes lie when a measurement begins. */
  enum State {
    /** All of them were read once: in whatever caches there are. */
    WARM("warm"),
    /** The page cache was dropped and our server started anew: on the device only. */
    COLD("cold");

    private final String words;

    State(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** One line for people. */
  String words() {
    String size = sizeBytes % GIB == 0 ? sizeBytes / GIB + " GiB" : (sizeBytes >> 20) + " MiB";
    return String.format(
        Locale.ROOT,
        "%s%s %s, %s",
        disks == 1 ? "" : disks + " disks, ",
        size,
        fill.words(),
        state.words());
  }
}
