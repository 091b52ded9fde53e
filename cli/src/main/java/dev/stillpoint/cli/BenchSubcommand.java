package dev.stillpoint.cli;

import dev.stillpoint.bench.BenchCommand;
import dev.stillpoint.bench.BenchOptions;
import dev.stillpoint.bench.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this product beside its peers. */
@Command(
    name = "bench",
    subcommands = {
      BenchDisksSubcommand.class,
      BenchGroupsSubcommand.class,
      BenchSpaceSubcommand.class,
      BenchApiSubcommand.class
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Measure Stillpoint beside the peers that are installed, in turns, with fio.",
      "The peers are nbdkit and qemu-nbd. Our slowest row is printed first, and every command",
      "line with it. This is the short comparison, three rows; the commands below measure all",
      "kinds of reads and writes, groups under load, what stored bytes cost, and the API.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything was measured, 2 it could not measure.",
      "",
      "Examples:",
      "  stillpoint bench",
      "  stillpoint bench --size 4096 --rounds 7 --seconds 10 --directory /srv",
      "  stillpoint bench --json > today.json",
      "  stillpoint bench disks --states warm",
      "  stillpoint bench groups --svg groups.svg",
      "  stillpoint bench api"
    })
final class BenchSubcommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "Working set of each contender, in MiB. Default: ${DEFAULT-VALUE}")
  private long sizeMib;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each row is measured. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How long one measurement lasts. Default: ${DEFAULT-VALUE}")
  private long seconds;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the bytes of all contenders are kept. Default: the system's own")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the figures into this file.")
  private Path svg;

  @Override
  public Integer call() {
    BenchOptions options;
    try {
      Path below = directory == null ? BenchOptions.defaults().directory() : directory;
      options = new BenchOptions(sizeMib * MIB, rounds, Duration.ofSeconds(seconds), below, json);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new BenchCommand(OwnCommand.serve(), System.err)
        .run(options, new Output(json, Optional.ofNullable(svg)), System.out);
  }
}
