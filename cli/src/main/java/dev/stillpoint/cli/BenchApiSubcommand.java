package dev.stillpoint.cli;

import dev.stillpoint.bench.ApiBenchCommand;
import dev.stillpoint.bench.ApiBenchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the API of a server of its own. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Measure how fast a server of its own answers signed calls.",
      "The calls are lists of snapshots, and groups that are durable when they are answered; with",
      "a catalog that is nearly empty, then with a full one. Quotas and throttles are raised,",
      "which the report says.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything was measured, 2 it could not measure.",
      "",
      "Examples:",
      "  stillpoint bench api",
      "  stillpoint bench api --groups 0 --seconds 5",
      "  stillpoint bench api --json > today.json"
    })
final class BenchApiSubcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Groups of ten disks that fill the catalog; 0 leaves that part out. Default:"
              + " ${DEFAULT-VALUE}")
  private int groups;

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Calls under way at a time. Default: ${DEFAULT-VALUE}")
  private int callers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long one measurement lasts. Default: ${DEFAULT-VALUE}")
  private long seconds;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the server keeps its data. Default: the system's own")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    ApiBenchOptions options;
    try {
      Path below = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
      options = new ApiBenchOptions(groups, callers, Duration.ofSeconds(seconds), below, json);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new ApiBenchCommand(OwnCommand.serve(), System.err).run(options, System.out);
  }
}
