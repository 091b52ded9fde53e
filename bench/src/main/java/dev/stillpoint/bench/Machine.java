package dev.stillpoint.bench;

import java.util.Locale;

/** What a benchmark runs on. */
public final class Machine {
  private Machine() {}

  /** One line for the report. */
  public static String line() {
    return String.format(
        Locale.ROOT,
        "%s %s, %d processors, Java %s",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
  }
}
