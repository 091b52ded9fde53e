package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin region}. */
@Command(
    name = "region",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"What the region offers.", ""},
    footer = {"", "Examples:", "  stillpoint admin region feature snapshot-groups listed"})
final class RegionNoun implements Callable<Integer> {
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
      description = {"Show the region, its zones and what it offers."})
  int show() {
    return admin.ask("region show");
  }

  @Command(
      name = "feature",
      mixinStandardHelpOptions = true,
      description = {
        "Offer a feature or not: snapshot-groups on, off or listed; instant-access on or off."
      })
  int feature(
      @Parameters(paramLabel = "FEATURE") String feature,
      @Parameters(paramLabel = "on|off|listed") String state) {
    return admin.ask("region feature", "feature", feature, "state", state);
  }
}
