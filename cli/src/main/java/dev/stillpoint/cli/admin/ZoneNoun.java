package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;

/** {@code admin zone}. */
@Command(
    name = "zone",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Zones, which are labels over one pool.", ""},
    footer = {"", "Examples:", "  stillpoint admin zone list"})
final class ZoneNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List the zones of the region; the first is the default."})
  int list() {
    return ask("zone list");
  }
}
