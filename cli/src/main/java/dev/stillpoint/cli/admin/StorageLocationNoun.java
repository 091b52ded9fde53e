package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin storage-location}. */
@Command(
    name = "storage-location",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {
      "Places away from the region, such as boxes on a customer's premises.",
      "They keep no snapshots.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint admin storage-location register acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1"
    })
final class StorageLocationNoun implements Callable<Integer> {
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
      description = {"List every place and who may use it."})
  int list() {
    return admin.ask("storage-location list");
  }

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {"Register a place by its name, acs:SERVICE:REGION:ACCOUNT:RESOURCE."})
  int register(@Parameters(paramLabel = "ARN") String arn) {
    return admin.ask("storage-location register", "arn", arn);
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {"Forget a place."})
  int remove(@Parameters(paramLabel = "ARN") String arn) {
    return admin.ask("storage-location remove", "arn", arn);
  }

  @Command(
      name = "authorise",
      mixinStandardHelpOptions = true,
      description = {"Let an account use a place."})
  int authorise(
      @Parameters(paramLabel = "ARN") String arn,
      @Parameters(paramLabel = "ACCOUNT") String account) {
    return admin.ask("storage-location authorise", "arn", arn, "account", account);
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = {"Let an account use a place no more."})
  int withdraw(
      @Parameters(paramLabel = "ARN") String arn,
      @Parameters(paramLabel = "ACCOUNT") String account) {
    return admin.ask("storage-location withdraw", "arn", arn, "account", account);
  }
}
