package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class LimitsNoun extends Noun {
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {"Show every limit, as it is and as the configuration says."})
  int show() {
    return ask("limits show");
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {"Set a limit over the configuration."})
  int set(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "NUMBER") String value) {
    return ask("limits set", "name", name, "value", value);
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = {"Leave a limit to the configuration again."})
  int reset(@Parameters(paramLabel = "NAME") String name) {
    return ask("limits reset", "name", name);
  }
}
