package dev.stillpoint.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Reads from the device: before each measurement the page cache is dropped and our server started
 * anew. Beside us stand the peer, and the device itself by direct reads of the peer's file.
 */
final class ColdContest {
  /** The contender that is no server. */
  static final String DEVICE = "fio direct";

  private final Fio fio;
  private final BenchOptions options;
  private final PrintStream progress;
  private final SequencedSet<String> commands = new LinkedHashSet<>();

  /** What one contender does for one measurement. */
  private interface Turn {
    List<String> command(Row row, int round) throws CannotMeasure, InterruptedException;
  }

  ColdContest(Fio fio, BenchOptions options, PrintStream progress) {
    this.fio = fio;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Measures rows; answers them in the order given.
   *
   * @param file the file that the peer serves
   */
  List<Standing> run(OwnDisk ours, Target peer, Path file, List<Row> rows)
      throws CannotMeasure, InterruptedException {
    Map<String, Turn> turns = new LinkedHashMap<>();
    turns.put(
        Stillpoint.NAME,
        (row, round) -> {
          ours.startAnew(row);
          return fio.coldCommand(
              ours.targets().getFirst(), row, options.sizeBytes(), options.sampleTime(), round);
        });
    turns.put(
        peer.contender(),
        (row, round) ->
            fio.coldCommand(peer, row, options.sizeBytes(), options.sampleTime(), round));
    turns.put(
        DEVICE,
        (row, round) ->
            fio.deviceCommand(file, row, options.sizeBytes(), options.sampleTime(), round));
    List<Standing> standings = new ArrayList<>();
    for (Row row : rows) {
      standings.add(measure(row, turns));
    }
    return standings;
  }

  /** Every command line that was run, in the order of its first use. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  private Standing measure(Row row, Map<String, Turn> turns)
      throws CannotMeasure, InterruptedException {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    turns.keySet().forEach(name -> figures.put(name, new ArrayList<>()));
    for (int round = 1; round <= options.rounds(); round++) {
      for (Map.Entry<String, Turn> turn : turns.entrySet()) {
        List<String> command = turn.getValue().command(row, round);
        commands.add(String.join(" ", command));
        PageCache.drop();
        double rate = Fio.requestsPerSecond(fio.run(command, options.sampleTime()), row);
        figures.get(turn.getKey()).add(rate);
        progress.printf(
            Locale.ROOT,
            "round %d of %d, cold, %s, %s: %.0f/s%n",
            round,
            options.rounds(),
            row.title(),
            turn.getKey(),
            rate);
      }
    }
    return Standing.of(row, figures);
  }
}
