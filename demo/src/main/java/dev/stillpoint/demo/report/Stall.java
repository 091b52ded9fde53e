package dev.stillpoint.demo.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the windows with group calls show beside those without, in nanoseconds. All zeros without
 * windows.
 */
record Stall(
    long windowNanos,
    long medianWithCall,
    long longestWithCall,
    long medianWithout,
    long longestWithout) {
  static Stall of(List<Ledger.Window> windows) {
    long[] with = sorted(windows, Ledger.Window::longestWithCall);
    long[] without = sorted(windows, Ledger.Window::longestWithout);
    long[] lengths = sorted(windows, Ledger.Window::nanos);
    return new Stall(median(lengths), median(with), last(with), median(without), last(without));
  }

  private static long[] sorted(List<Ledger.Window> windows, ToLongFunction<Ledger.Window> value) {
    long[] values = windows.stream().mapToLong(value).toArray();
    Arrays.sort(values);
    return values;
  }

  private static long median(long[] sorted) {
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  private static long last(long[] sorted) {
    return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
  }
}
