package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
final class KeyNoun implements Callable<Integer> {
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
      description = {"List the keys of an account, without secrets."})
  int list(@Parameters(paramLabel = "ACCOUNT") String account) {
    return admin.ask("key list", "account", account);
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = {"Let a key open nothing."})
  int disable(@Parameters(paramLabel = "KEY") String key) {
    return admin.ask("key disable", "key", key);
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = {"Let a key open its account's things again."})
  int enable(@Parameters(paramLabel = "KEY") String key) {
    return admin.ask("key enable", "key", key);
  }
}
