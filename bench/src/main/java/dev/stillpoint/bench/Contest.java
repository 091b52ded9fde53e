package dev.stillpoint.bench;

import dev.stillpoint.client.NbdClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/**
 * The order of work: every contender is filled and warmed alike, then measured in turns, each round
 * beginning with another one, so that whatever changes on the machine meanwhile falls on all.
 */
final class Contest {
  private final List<Target> targets;
  private final Fio fio;
  private final BenchOptions options;
  private final PrintStream progress;
  private final SequencedSet<String> commands = new LinkedHashSet<>();

  /**
   * @param targets the running contenders, ours first
   * @param progress gets a line for each measurement
   */
  Contest(List<Target> targets, Fio fio, BenchOptions options, PrintStream progress) {
    this.targets = List.copyOf(targets);
    this.fio = fio;
    this.options = options;
    this.progress = progress;
  }

  /** Fills every contender alike and reads all of it once. */
  void prepare(Fill fill) throws CannotMeasure, InterruptedException {
    for (Target target : targets) {
      commands.add(String.join(" ", target.command()));
    }
    for (Target target : targets) {
      progress.println("filling " + target.contender());
      execute(fio.fillCommand(target, fill, options.sizeBytes()), Duration.ZERO);
      execute(fio.warmCommand(target, options.sizeBytes()), Duration.ZERO);
    }
  }

  /** Measures rows; answers them in the order given. */
  List<Standing> run(List<Row> rows) throws CannotMeasure, InterruptedException {
    Map<Row, Map<String, List<Double>>> figures = new EnumMap<>(Row.class);
    for (Row row : rows) {
      Map<String, List<Double>> series = new LinkedHashMap<>();
      targets.forEach(target -> series.put(target.contender(), new ArrayList<>()));
      figures.put(row, series);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      List<Target> order = new ArrayList<>(targets);
      Collections.rotate(order, -(round - 1));
      for (Row row : rows) {
        for (Target target : order) {
          figures.get(row).get(target.contender()).add(measure(target, row, round));
        }
      }
    }
    return rows.stream().map(row -> Standing.of(row, figures.get(row))).toList();
  }

  /** Every command line that was run, in the order of its first use. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  private double measure(Target target, Row row, int round)
      throws CannotMeasure, InterruptedException {
    JsonNode report =
        execute(
            fio.sampleCommand(target, row, options.sizeBytes(), options.sampleTime(), round),
            options.sampleTime());
    double rate = Fio.requestsPerSecond(report, row);
    progress.printf(
        "round %d of %d, %s, %s: %.0f/s%n",
        round, options.rounds(), row.title(), target.contender(), rate);
    settle(target);
    return rate;
  }

  private JsonNode execute(List<String> command, Duration expected)
      throws CannotMeasure, InterruptedException {
    commands.add(String.join(" ", command));
    return fio.run(command, expected);
  }

  /** What one contender left in its caches is written before the next one is measured. */
  static void settle(Target target) throws CannotMeasure, InterruptedException {
    try (NbdClient client =
        NbdClient.connect(UnixDomainSocketAddress.of(target.socket()), target.exportName())) {
      client.flush();
    } catch (IOException e) {
      throw new CannotMeasure(target.contender() + " refused a flush: " + e.getMessage(), e);
    }
  }
}
