package dev.stillpoint.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/** Many disks at once: each contender serves all of them, and what counts is the sum. */
final class FleetContest {
  private final Map<String, List<Target>> fleets;
  private final Fio fio;
  private final BenchOptions options;
  private final PrintStream progress;
  private final SequencedSet<String> commands = new LinkedHashSet<>();

  /**
   * A contest of fleets.
   *
   * @param fleets the disks of each contender, ours first
   * @param options whose size is that of one disk's working set
   */
  FleetContest(
      Map<String, List<Target>> fleets, Fio fio, BenchOptions options, PrintStream progress) {
    this.fleets = new LinkedHashMap<>(fleets);
    this.fio = fio;
    this.options = options;
    this.progress = progress;
  }

  /** Fills every disk, then measures one row. */
  Standing run(Row row) throws CannotMeasure, InterruptedException {
    for (Map.Entry<String, List<Target>> fleet : fleets.entrySet()) {
      progress.printf(
          Locale.ROOT, "filling %d disks of %s%n", fleet.getValue().size(), fleet.getKey());
      // One of them stands for all: they differ in the names of their files and sockets.
      Target first = fleet.getValue().getFirst();
      commands.add(String.join(" ", first.command()));
      commands.add(String.join(" ", fio.fillCommand(first, Fill.IN_ORDER, options.sizeBytes())));
      for (Target target : fleet.getValue()) {
        fio.run(fio.fillCommand(target, Fill.IN_ORDER, options.sizeBytes()), Duration.ZERO);
      }
    }
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    fleets.keySet().forEach(name -> figures.put(name, new ArrayList<>()));
    for (int round = 1; round <= options.rounds(); round++) {
      List<String> order = new ArrayList<>(fleets.keySet());
      Collections.rotate(order, -(round - 1));
      for (String contender : order) {
        List<Target> targets = fleets.get(contender);
        List<String> command =
            fio.sampleCommand(targets, row, options.sizeBytes(), options.sampleTime(), round);
        commands.add(String.join(" ", command));
        double rate = Fio.requestsPerSecond(fio.run(command, options.sampleTime()), row);
        figures.get(contender).add(rate);
        progress.printf(
            Locale.ROOT,
            "round %d of %d, %d disks, %s, %s: %.0f/s%n",
            round,
            options.rounds(),
            targets.size(),
            row.title(),
            contender,
            rate);
        for (Target target : targets) {
          Contest.settle(target);
        }
      }
    }
    return Standing.of(row, figures);
  }

  /** Every command line that was run, in the order of its first use. */
  List<String> commands() {
    return List.copyOf(commands);
  }
}
