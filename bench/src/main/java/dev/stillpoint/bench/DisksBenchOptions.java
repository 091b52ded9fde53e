package dev.stillpoint.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What to measure of disks.
 *
 * @param sizesMib working sets one after the other, 16 MiB to 1 TiB each
 * @param rows names of rows, empty for all; {@link #rowNames} knows them
 * @param states {@code warm} or {@code cold}, empty for both
 * @param fills {@code in-order} or {@code at-random}, empty for both
 * @param rounds how often each row is measured on each contender, 1 to 1000
 * @param sampleTime how long one measurement lasts, 1 s to 1 h
 * @param settings lines of our server's configuration
 * @param directory where the temporary directory is made
 */
public record DisksBenchOptions(
    List<Long> sizesMib,
    Set<String> rows,
    Set<String> states,
    Set<String> fills,
    int rounds,
    Duration sampleTime,
    List<String> settings,
    Path directory) {
  static final String SIXTEEN_DISKS = "flush-16-disks";

  private static final long MIB = 1 << 20;

  public DisksBenchOptions {
    sizesMib = List.copyOf(sizesMib);
    rows = Set.copyOf(rows);
    states = Set.copyOf(states);
    fills = Set.copyOf(fills);
    settings = List.copyOf(settings);
    if (sizesMib.isEmpty()) {
      throw new IllegalArgumentException("there must be a working set");
    }
    requireKnown("row", rows, rowNames());
    requireKnown("state", states, List.of("warm", "cold"));
    requireKnown("fill", fills, List.of("in-order", "at-random"));
    for (long mib : sizesMib) {
      new BenchOptions(mib * MIB, rounds, sampleTime, directory, false);
    }
  }

  /** The names of all rows. */
  public static List<String> rowNames() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Row.values()).map(Row::key).forEach(names::add);
    names.add(SIXTEEN_DISKS);
    return names;
  }

  BenchOptions of(long sizeMib) {
    return new BenchOptions(sizeMib * MIB, rounds, sampleTime, directory, false);
  }

  boolean wants(Row row) {
    return rows.isEmpty() || rows.contains(row.key());
  }

  boolean wantsSixteen() {
    return rows.isEmpty() || rows.contains(SIXTEEN_DISKS);
  }

  boolean wants(Scenario.State state) {
    return states.isEmpty() || states.contains(state.words());
  }

  boolean wants(Fill fill) {
    return fills.isEmpty() || fills.contains(fill.key());
  }

  private static void requireKnown(String what, Set<String> asked, List<String> known) {
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no " + what + " \"" + name + "\"; there are " + String.join(", ", known));
      }
    }
  }
}
