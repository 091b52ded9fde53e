package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class StorageLocationNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List every place and who may use it."})
  int list() {
    return ask("storage-location list");
  }

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {"Register a place by its name, acs:SERVICE:REGION:ACCOUNT:RESOURCE."})
  int register(@Parameters(paramLabel = "ARN") String arn) {
    return ask("storage-location register", "arn", arn);
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {"Forget a place."})
  int remove(@Parameters(paramLabel = "ARN") String arn) {
    return ask("storage-location remove", "arn", arn);
  }

  @Command(
      name = "authorise",
      mixinStandardHelpOptions = true,
      description = {"Let an account use a place."})
  int authorise(
      @Parameters(paramLabel = "ARN") String arn,
      @Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("storage-location authorise", "arn", arn, "account", account);
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = {"Let an account use a place no more."})
  int withdraw(
      @Parameters(paramLabel = "ARN") String arn,
      @Parameters(paramLabel = "ACCOUNT") String account) {
    return ask("storage-location withdraw", "arn", arn, "account", account);
  }
}
