package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin account}. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Accounts: who owns what is made.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin account list",
      "  stillpoint admin account snapshot-service 1000000000000001 closed"
    })
final class AccountNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List every account with its flags."})
  int list() {
    return ask("account list");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {"Make an account with one access key, and tell its secret, once."})
  int create() {
    return ask("account create");
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {"Let none of the keys of an account open anything."})
  int disable(@Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("account disable", "account", account);
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = {"Let the keys of an account open its things again."})
  int enable(@Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("account enable", "account", account);
  }

  @Command(
      name = "balance",
      mixinStandardHelpOptions = true,
      description = {"Say whether an account has money: low or enough."})
  int balance(
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Parameters(paramLabel = "low|enough") String state) {
    return ask("account balance", "account", account, "state", state);
  }

  @Command(
      name = "snapshot-service",
      mixinStandardHelpOptions = true,
      description = {"Open or close the snapshot service for an account."})
  int snapshotService(
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Parameters(paramLabel = "open|closed") String state) {
    return ask("account snapshot-service", "account", account, "state", state);
  }

  @Command(
      name = "white-list",
      mixinStandardHelpOptions = true,
      description = {"Put an account on the list of those who may make groups, or off it."})
  int whiteList(
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Parameters(paramLabel = "on|off") String state) {
    return ask("account white-list", "account", account, "state", state);
  }
}
