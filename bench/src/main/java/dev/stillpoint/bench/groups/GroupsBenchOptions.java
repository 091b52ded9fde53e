package dev.stillpoint.bench.groups;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What to measure of groups.
 *
 * @param disks how many disks a group has, 1 to 16
 * @param workingSetBytes how much of each disk is written, 1 MiB to 64 GiB
 * @param perSecond writes a second over all disks at the paced load, 1 to 1,000,000
 * @param depth writes under way on each disk at the saturated load, 1 to 256
 * @param pairs windows with a group call at each load, and as many without one, 1 to 10,000
 * @param window how long a window is, 50 ms to 5 s
 * @param groups how many groups are made one after the other under the saturated load, 2 to 100,000
 * @param interval from one of these to the next, 1 ms to 1 min
 * @param keep how many groups are kept, older ones are deleted; empty for as many as the free space
 *     allows
 * @param speedTime how long the speed of one disk is measured at a time, 1 s to 1 min
 * @param peer whether QEMU takes part where it is installed
 * @param settings lines of the server's configuration besides the benchmark's own
 * @param directory where the temporary directory is made
 */
public record GroupsBenchOptions(
    int disks,
    long workingSetBytes,
    int perSecond,
    int depth,
    int pairs,
    Duration window,
    int groups,
    Duration interval,
    OptionalInt keep,
    Duration speedTime,
    boolean peer,
    List<String> settings,
    Path directory) {
  private static final long MIB = 1 << 20;

  public GroupsBenchOptions {
    settings = List.copyOf(settings);
    within("disks", disks, 1, 16);
    within("a working set in MiB", workingSetBytes / MIB, 1, 64 << 10);
    within("writes a second", perSecond, 1, 1_000_000);
    within("writes under way on a disk", depth, 1, 256);
    within("pairs of windows", pairs, 1, 10_000);
    within("milliseconds of a window", window.toMillis(), 50, 5_000);
    within("groups", groups, 2, 100_000);
    within("milliseconds between groups", interval.toMillis(), 1, 60_000);
    if (keep.isPresent()) {
      within("groups that are kept", keep.getAsInt(), 1, 1_000_000);
    }
    within("seconds of a measurement of speed", speedTime.toSeconds(), 1, 60);
  }

  private static void within(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " must be " + min + " to " + max + ", not " + value);
    }
  }
}
