package dev.stillpoint.cli;

import dev.stillpoint.bench.space.SpaceBenchCommand;
import dev.stillpoint.bench.space.SpaceBenchOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what stored bytes cost. */
@Command(
    name = "space",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Measure what stored bytes cost in memory, at the start and on disk.",
      "Random blocks are written anywhere on sixteen thin disks of 2 TiB; at each size the",
      "server's resident memory is read, it is killed, and the start after that is timed. Then",
      "live data is overwritten many times, and what it occupies on disk is looked at.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything was measured, 2 it could not measure.",
      "",
      "Examples:",
      "  stillpoint bench space",
      "  stillpoint bench space --steps 1024,2048 --live 0",
      "  stillpoint bench space --setting memory=1GiB --json"
    })
final class BenchSpaceSubcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--steps",
      paramLabel = "MIB",
      split = ",",
      defaultValue = "4096,8192,16384",
      description =
          "Sizes of the log, in MiB; what does not fit is left out. Default: ${DEFAULT-VALUE}")
  private List<Long> stepsMib;

  @Option(
      names = "--live",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "Live data that is overwritten, in MiB; 0 for none. Default: ${DEFAULT-VALUE}")
  private long liveMib;

  @Option(
      names = "--overwrites",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many times its size is written. Default: ${DEFAULT-VALUE}")
  private int overwrites;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "A line for the server's configuration; may be repeated.")
  private List<String> settings;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where all bytes are kept. Default: the system's own")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    SpaceBenchOptions options;
    try {
      options =
          new SpaceBenchOptions(
              stepsMib,
              liveMib,
              overwrites,
              settings == null ? List.of() : settings,
              directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new SpaceBenchCommand(OwnCommand.serve(), System.err).run(options, json, System.out);
  }
}
