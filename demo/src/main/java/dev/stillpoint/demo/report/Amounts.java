package dev.stillpoint.demo.report;

import java.util.Locale;

/** Amounts in words. */
public final class Amounts {
  private Amounts() {}

  /** Milliseconds with as many decimals as tell something. */
  public static String millis(long nanos) {
    double millis = nanos / 1e6;
    return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
  }

  /** Seconds with one decimal. */
  public static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** A whole number with its thousands parted. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
