package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Access keys, which sign requests.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin key list 1000000000000001",
      "  stillpoint admin key disable LTAI…"
    })
final class KeyNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List the keys of an account, without secrets."})
  int list(@Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("key list", "account", account);
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {"Make another key for an account, and tell its secret, once."})
  int create(@Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("key create", "account", account);
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {"Let a key open nothing."})
  int disable(@Parameters(paramLabel = "KEY") String key) {
    return ask("key disable", "key", key);
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = {"Let a key open its account's things again."})
  int enable(@Parameters(paramLabel = "KEY") String key) {
    return ask("key enable", "key", key);
  }
}
