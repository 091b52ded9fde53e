package dev.stillpoint.bench;

import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with disks, on which the rows are measured one after the other. For one thread. */
final class ApiStage {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int FILL_STEPS = 10;
  private static final int GROUP_DISKS = 4;

  private final Api api;
  private final String region;
  private final List<String> disks;
  private final CallLoad load;
  private final Duration sampleTime;
  private final PrintStream progress;
  private final AtomicInteger next = new AtomicInteger();
  private long groups;

  ApiStage(
      Api api, String region, List<String> disks, ApiBenchOptions options, PrintStream progress) {
    this.api = api;
    this.region = region;
    this.disks = List.copyOf(disks);
    this.load = new CallLoad(api, options.callers());
    this.sampleTime = options.sampleTime();
    this.progress = progress;
  }

  /** Warms up, then measures every row. */
  List<ApiFigure> measure() throws CannotMeasure, ApiFault, IOException, InterruptedException {
    progress.println("warming up");
    // Groups come first, so that there is something to list.
    for (ApiRow row : List.of(ApiRow.GROUP, ApiRow.TEN_SNAPSHOTS, ApiRow.HUNDRED_SNAPSHOTS)) {
      run(row, WARM_UP);
    }
    List<ApiFigure> figures = new ArrayList<>();
    for (ApiRow row : ApiRow.values()) {
      long snapshots = snapshots();
      long before = groups;
      progress.printf(Locale.ROOT, "%s, with %d snapshots%n", row.title(), snapshots);
      figures.add(new ApiFigure(row, snapshots, before, run(row, sampleTime)));
    }
    return figures;
  }

  /** Fills the catalog with so many groups of all disks. */
  void fill(int count) throws CannotMeasure, InterruptedException {
    for (int step = 0; step < FILL_STEPS; step++) {
      long from = (long) count * step / FILL_STEPS;
      long to = (long) count * (step + 1) / FILL_STEPS;
      CallRate rate =
          load.times(
              to - from,
              called -> called.call("CreateSnapshotGroup", group(ApiBenchCommand.GROUP_DISKS)));
      groups += rate.calls();
      progress.printf(
          Locale.ROOT,
          "filled with %d of %d groups of %d disks, %.0f a second%n",
          to,
          count,
          ApiBenchCommand.GROUP_DISKS,
          rate.perSecond());
    }
  }

  private CallRate run(ApiRow row, Duration time) throws CannotMeasure, InterruptedException {
    return switch (row) {
      case TEN_SNAPSHOTS -> load.during(time, list(10));
      case HUNDRED_SNAPSHOTS -> load.during(time, list(100));
      case GROUP -> {
        CallRate rate =
            load.during(time, called -> called.call("CreateSnapshotGroup", group(GROUP_DISKS)));
        groups += rate.calls();
        yield rate;
      }
    };
  }

  /** Lists so many snapshots, and fails when there are fewer. */
  private CallLoad.Call list(int rows) {
    SequencedMap<String, String> parameters =
        OwnServer.parameters("RegionId", region, "PageSize", Integer.toString(rows));
    return called -> {
      int listed = called.call("DescribeSnapshots", parameters).at("/Snapshots/Snapshot").size();
      if (listed != rows) {
        throw new IOException("DescribeSnapshots listed " + listed + " rows instead of " + rows);
      }
    };
  }

  private long snapshots() throws ApiFault, IOException, InterruptedException {
    return api.call("DescribeSnapshots", OwnServer.parameters("RegionId", region))
        .path("TotalCount")
        .asLong();
  }

  /** The next so many disks, one after the other in a ring. */
  private SequencedMap<String, String> group(int size) {
    SequencedMap<String, String> parameters =
        OwnServer.parameters("RegionId", region, "Name", "bench");
    int first = next.getAndAdd(size);
    for (int i = 0; i < size; i++) {
      parameters.put("DiskId." + (i + 1), disks.get(Math.floorMod(first + i, disks.size())));
    }
    return parameters;
  }
}
