package dev.stillpoint.demo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small picture of a run: how much the writer did in each slice of time, and what happened when.
 *
 * <pre>
 * ▁▅▇█▇▇  ▆▇▃
 *    GGs  R U G X
 * 0 s       5 s
 * </pre>
 */
final class Timeline {
  private static final int COLUMNS_MAX = 72;
  private static final long SLICE_NANOS_MIN = 250_000_000;
  private static final String BARS = " ▁▂▃▄▅▆▇█";

  private final long sliceNanos;
  private final long[] completed;
  private final char[] letters;

  Timeline(Ledger ledger) {
    long run = Math.max(1, ledger.writing().runNanos());
    long slice = SLICE_NANOS_MIN;
    while (run / slice >= COLUMNS_MAX) {
      slice += SLICE_NANOS_MIN;
    }
    sliceNanos = slice;
    completed = new long[(int) (run / slice) + 1];
    letters = new char[completed.length];
    Arrays.fill(letters, ' ');
    for (long at : ledger.writing().completedAt()) {
      completed[column(at)]++;
    }
    for (Ledger.Mark mark : ledger.marks()) {
      int column = column(mark.nanos());
      // A kill or a rollback is never hidden behind a group of the same slice.
      if (letters[column] == ' ' || mark.kind().stopsTheWriter()) {
        letters[column] = mark.kind().letter();
      }
    }
  }

  /** Bars, letters and seconds, one line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(bars());
    lines.add(new String(letters).stripTrailing());
    lines.add(seconds());
    return lines;
  }

  double sliceSeconds() {
    return sliceNanos / 1e9;
  }

  /** The most transactions per second that any slice shows. */
  long highestPerSecond() {
    return Math.round(Arrays.stream(completed).max().orElse(0) / sliceSeconds());
  }

  private int column(long nanos) {
    return (int) Math.clamp(nanos / sliceNanos, 0L, completed.length - 1L);
  }

  private String bars() {
    long highest = Math.max(1, Arrays.stream(completed).max().orElse(0));
    StringBuilder bars = new StringBuilder();
    for (long count : completed) {
      long height = (count * 8 + highest - 1) / highest;
      bars.append(BARS.charAt((int) height));
    }
    return bars.toString().stripTrailing();
  }

  private String seconds() {
    StringBuilder scale = new StringBuilder();
    // Far enough apart for the longest label.
    int every = (int) Math.max(8, Math.round(5e9 / sliceNanos));
    for (int column = 0; column < completed.length; column += every) {
      scale.repeat(' ', Math.max(0, column - scale.length()));
      scale.append(Math.round(column * sliceSeconds())).append(" s");
    }
    return scale.toString();
  }
}
