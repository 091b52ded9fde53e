package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
final class SharedVolumeNoun implements Callable<Integer> {
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
      description = {"List every shared volume."})
  int list() {
    return admin.ask("shared-volume list");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {"Register a shared volume for an account."})
  int create(@Parameters(paramLabel = "ACCOUNT") String account) {
    return admin.ask("shared-volume create", "account", account);
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
    return admin.ask("shared-volume set", "volume", volume, "state", state);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {"Forget a shared volume."})
  int delete(@Parameters(paramLabel = "VOLUME") String volume) {
    return admin.ask("shared-volume delete", "volume", volume);
  }
}
