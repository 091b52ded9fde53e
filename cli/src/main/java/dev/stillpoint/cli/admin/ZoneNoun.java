package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin zone}. */
@Command(
    name = "zone",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Zones, which are labels over one pool.", ""},
    footer = {"", "Examples:", "  stillpoint admin zone list"})
final class ZoneNoun implements Callable<Integer> {
  @ParentCommand private AdminSubcommand admin;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List the zones of the region; the first is the default."})
  int list() {
    return admin.ask("zone list");
  }
}
