package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin kms}. */
@Command(
    name = "kms",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {
      "What the service may use of the key store.",
      "Taking a key away makes its disks and snapshots unreadable until it is given back.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint admin kms status",
      "  stillpoint admin kms revoke KEYID",
      "  stillpoint admin kms grant --account 1000000000000001"
    })
final class KmsNoun extends Noun {
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {"List key stores and keys, and whether the service may use them."})
  int status() {
    return ask("kms status");
  }

  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = {"Let the service use a key, or without KEYID the whole key store."})
  int grant(@Mixin Subject subject) {
    return ask("kms grant", "key", subject.key, "account", subject.account);
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = {"Take a key from the service, or without KEYID the whole key store."})
  int revoke(@Mixin Subject subject) {
    return ask("kms revoke", "key", subject.key, "account", subject.account);
  }

  /** What is given or taken. */
  static final class Subject {
    @Parameters(arity = "0..1", paramLabel = "KEYID", description = "One key.")
    private String key;

    @Option(
        names = "--account",
        paramLabel = "ACCOUNT",
        description = "Whose key store. Default: the first account's")
    private String account;
  }
}
