package dev.stillpoint.cli;

import dev.stillpoint.demo.DemoCommand;
import dev.stillpoint.demo.DemoOptions;
import dev.stillpoint.demo.report.TextReport.Palette;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on real disks, and proves it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Do the main job on real disks in a temporary directory, and prove it.",
      "",
      "Starts a server of its own, writes transactions that span four disks of two hosts,",
      "takes groups meanwhile, restores them, rolls back and undoes it, kills the server in",
      "the middle and starts it again. Each proof reads bytes back and says what it checked.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 every proof held, 1 one did not, 2 the run broke off.",
      "",
      "Examples:",
      "  stillpoint demo",
      "  stillpoint demo --seed 7 --json > run.json",
      "  stillpoint demo --keep --directory ./looked-at"
    })
final class DemoSubcommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeat the workload of a run; its report names the seed. Default: a new one")
  private Long seed;

  @Option(names = "--json", description = "Print one JSON document instead of the report.")
  private boolean json;

  @Option(names = "--keep", description = "Leave the directory.")
  private boolean keep;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Work in this new or empty directory. Default: a temporary one")
  private Path directory;

  @Override
  public Integer call() {
    DemoOptions options =
        new DemoOptions(
            seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed,
            json ? DemoOptions.Form.JSON : DemoOptions.Form.TEXT,
            keep ? DemoOptions.Keeping.KEEP : DemoOptions.Keeping.DELETE,
            Optional.ofNullable(directory),
            OwnCommand.line(),
            palette());
    return DemoCommand.run(options, System.out, System.err);
  }

  /** Colours for people who look at a terminal and did not ask for none. */
  @SuppressWarnings("SystemConsoleNull") // Since JDK 25 there is again none without a terminal.
  private static Palette palette() {
    // Without a terminal there may be a console that is none, or no console at all.
    boolean terminal = System.console() != null && System.console().isTerminal();
    return terminal && System.getenv("NO_COLOR") == null ? Palette.COLOUR : Palette.PLAIN;
  }
}
