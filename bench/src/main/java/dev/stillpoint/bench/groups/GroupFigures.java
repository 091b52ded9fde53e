package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.ResidentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that was measured of groups.
 *
 * @param options what was asked for
 * @param configuration the server's
 * @param remarks what a reader must know besides, one sentence each
 * @param loads the windows, ours and the peer's at each load
 * @param longestMillis the longest write of our saturated load, over all of it
 * @param p999Millis one write in a thousand of it took longer
 * @param growth group after group
 * @param before the speed of one disk before the first group
 * @param after the same behind the last one
 * @param sizes large disks against small ones
 * @param memory of our server just before it was killed
 * @param readySeconds from the start after kill -9 to READY
 */
record GroupFigures(
    GroupsBenchOptions options,
    String configuration,
    List<String> remarks,
    List<LoadFigures> loads,
    double longestMillis,
    double p999Millis,
    Growth growth,
    Speed before,
    Speed after,
    SizeContest sizes,
    ResidentMemory memory,
    double readySeconds) {
  static final String OURS = "stillpoint";

  private static final double ADDED_MILLIS_MAX = 1;
  private static final double PACED_CALL_MILLIS_MAX = 10;
  private static final double SATURATED_CALL_MILLIS_MAX = 25;
  private static final double LONGEST_MILLIS_MAX = 50;
  private static final double GROWTH_MAX = 1.2;
  private static final double SPEED_KEPT_MIN = 0.95;
  private static final double SIZE_MAX = 1.2;
  private static final double READY_SECONDS_MAX = 2;

  GroupFigures {
    remarks = List.copyOf(remarks);
    loads = List.copyOf(loads);
  }

  /** The figures as rows, each with its goal where the design names one. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    for (LoadFigures one : loads) {
      if (one.contender().equals(OURS)) {
        boolean paced = one.load().equals(Load.PACED.title(options));
        addLoad(all, one, (paced ? Load.PACED : Load.SATURATED).key(), paced);
      }
    }
    addWholeRun(all);
    return all;
  }

  private static void addLoad(List<Finding> all, LoadFigures one, String key, boolean paced) {
    String where = one.load() + ": ";
    all.add(
        Finding.atMost(
            key + ".added",
            where + "what a call adds to the longest write",
            one.addedMillis(),
            "ms",
            ADDED_MILLIS_MAX));
    all.add(
        Finding.atMost(
            key + ".call.median",
            where + "the call, median",
            one.calls().median(),
            "ms",
            paced ? PACED_CALL_MILLIS_MAX : SATURATED_CALL_MILLIS_MAX));
    all.add(Finding.told(key + ".call.p99", where + "the call, p99", one.calls().p99(), "ms"));
    all.add(Finding.told(key + ".call.max", where + "the call, longest", one.calls().max(), "ms"));
  }

  private void addWholeRun(List<Finding> all) {
    all.add(
        Finding.atMost(
            "longest", "saturated: longest write of all", longestMillis, "ms", LONGEST_MILLIS_MAX));
    all.add(Finding.told("p999", "saturated: one write in 1,000 is slower", p999Millis, "ms"));
    String ends =
        String.format(
            Locale.ROOT,
            "the last %d of %d groups over the first %1$d",
            growth.compared(),
            growth.calls().count());
    all.add(Finding.atMost("growth", ends, growth.ratio(), "", GROWTH_MAX));
    all.add(Finding.told("growth.first", "  median of the first", growth.first().median(), "ms"));
    all.add(Finding.told("growth.last", "  median of the last", growth.last().median(), "ms"));
    all.add(
        Finding.atLeast(
            "speed.read",
            "reads of one disk, after over before",
            after.reads() / before.reads(),
            "",
            SPEED_KEPT_MIN));
    all.add(
        Finding.atLeast(
            "speed.write",
            "writes of one disk, after over before",
            after.writes() / before.writes(),
            "",
            SPEED_KEPT_MIN));
    all.add(
        Finding.atMost("size", "disks of 2 TiB over disks of 1 GiB", sizes.ratio(), "", SIZE_MAX));
    all.add(
        Finding.atMost(
            "ready", "READY after kill -9 under load", readySeconds, "s", READY_SECONDS_MAX));
    all.add(Finding.told("memory.peak", "resident memory, peak", memory.peakMib(), "MiB"));
    all.add(Finding.told("memory.end", "resident memory in the end", memory.nowMib(), "MiB"));
  }
}
