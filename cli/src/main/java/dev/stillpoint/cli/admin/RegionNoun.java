package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin region}. */
@Command(
    name = "region",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"What the region offers.", ""},
    footer = {"", "Examples:", "  stillpoint admin region feature snapshot-groups listed"})
final class RegionNoun extends Noun {
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {"Show the region, its zones and what it offers."})
  int show() {
    return ask("region show");
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
    return ask("region feature", "feature", feature, "state", state);
  }
}
