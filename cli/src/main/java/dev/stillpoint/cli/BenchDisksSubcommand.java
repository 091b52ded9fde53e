package dev.stillpoint.cli;

import dev.stillpoint.bench.DisksBenchCommand;
import dev.stillpoint.bench.DisksBenchOptions;
import dev.stillpoint.bench.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures every row of the targets for disks. */
@Command(
    name = "disks",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Measure every kind of reads and writes, warm and cold, beside nbdkit.",
      "Working sets of 1 and 4 GiB, written in order and at random before; reads with all of it",
      "in caches, and from the device (as root: the page cache is dropped, our server started",
      "anew) beside bare fio with direct I/O; sixteen disks that flush after each write. Each",
      "row stands beside its goal. All rows take about half an hour; options choose fewer.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything was measured, 2 it could not measure.",
      "",
      "Examples:",
      "  stillpoint bench disks",
      "  stillpoint bench disks --sizes 1024 --states warm --fills in-order --rounds 5",
      "  stillpoint bench disks --rows randread-qd16,read-256k-qd8 --seconds 10 --json",
      "  stillpoint bench disks --svg docs/images/bench-disks.svg"
    })
final class BenchDisksSubcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--sizes",
      paramLabel = "MIB",
      split = ",",
      defaultValue = "1024,4096",
      description =
          "Working sets, in MiB; what does not fit is left out. Default: ${DEFAULT-VALUE}")
  private List<Long> sizesMib;

  @Option(
      names = "--rows",
      paramLabel = "ROW",
      split = ",",
      completionCandidates = RowNames.class,
      description = "Only these: ${COMPLETION-CANDIDATES}. Default: all")
  private Set<String> rows;

  @Option(
      names = "--states",
      paramLabel = "STATE",
      split = ",",
      description = "Only warm or cold. Default: both")
  private Set<String> states;

  @Option(
      names = "--fills",
      paramLabel = "FILL",
      split = ",",
      description = "Only in-order or at-random. Default: both")
  private Set<String> fills;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each row is measured. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How long one measurement lasts. Default: ${DEFAULT-VALUE}")
  private long seconds;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "A line for the server's configuration; may be repeated.")
  private List<String> settings;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the bytes of all contenders are kept. Default: the system's own")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the figures into this file.")
  private Path svg;

  /** What {@code --rows} takes. */
  static final class RowNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DisksBenchOptions.rowNames().iterator();
    }
  }

  @Override
  public Integer call() {
    DisksBenchOptions options;
    try {
      options =
          new DisksBenchOptions(
              sizesMib,
              rows == null ? Set.of() : rows,
              states == null ? Set.of() : states,
              fills == null ? Set.of() : fills,
              rounds,
              Duration.ofSeconds(seconds),
              settings == null ? List.of() : settings,
              directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new DisksBenchCommand(OwnCommand.serve(), System.err)
        .run(options, new Output(json, Optional.ofNullable(svg)), System.out);
  }
}
