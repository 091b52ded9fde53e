package dev.stillpoint.cli;

import dev.stillpoint.server.Check;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies a data directory that no server uses. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Compare log, maps, checksums and catalog of a data directory with each other.",
      "No server may use the directory meanwhile. Nothing is changed without --repair.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 clean, 1 findings, 2 it could not run.",
      "",
      "Examples:",
      "  stillpoint check",
      "  stillpoint check --data /srv/stillpoint"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The directory to check. Default: ./data")
  private Path data;

  @Option(
      names = "--repair",
      description =
          "First write damaged copies anew from intact ones, make maps anew from the log where both"
              + " their copies are lost and the log is whole, and settle what a crash left half"
              + " done in the catalog. Nothing is deleted.")
  private boolean repair;

  @Override
  public Integer call() {
    return Check.run(data, repair, spec.commandLine().getOut());
  }
}
