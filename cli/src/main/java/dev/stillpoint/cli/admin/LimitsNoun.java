package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin limits}. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {
      "Bounds on what clients ask for. A change holds at once and after a restart.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint admin limits show",
      "  stillpoint admin limits set group.disks.max 128"
    })
final class LimitsNoun implements Callable<Integer> {
  @ParentCommand private AdminSubcommand admin;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {"Show every limit, as it is and as the configuration says."})
  int show() {
    return admin.ask("limits show");
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {"Set a limit over the configuration."})
  int set(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "NUMBER") String value) {
    return admin.ask("limits set", "name", name, "value", value);
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = {"Leave a limit to the configuration again."})
  int reset(@Parameters(paramLabel = "NAME") String name) {
    return admin.ask("limits reset", "name", name);
  }
}
