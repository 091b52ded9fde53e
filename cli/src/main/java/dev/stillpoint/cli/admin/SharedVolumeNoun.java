package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin shared-volume}. */
@Command(
    name = "shared-volume",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Volumes of the product that came before multi-attach; they hold nothing.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin shared-volume create 1000000000000001",
      "  stillpoint admin shared-volume set v-bp1… attaching"
    })
final class SharedVolumeNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List every shared volume."})
  int list() {
    return ask("shared-volume list");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {"Register a shared volume for an account."})
  int create(@Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("shared-volume create", "account", account);
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {
        "Say where a volume stands.",
        "It is creating, available, attaching, in-use, detaching or deleting."
      })
  int set(
      @Parameters(paramLabel = "VOLUME") String volume,
      @Parameters(paramLabel = "STATE") String state) {
    return ask("shared-volume set", "volume", volume, "state", state);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {"Forget a shared volume."})
  int delete(@Parameters(paramLabel = "VOLUME") String volume) {
    return ask("shared-volume delete", "volume", volume);
  }
}
