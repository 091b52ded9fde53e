package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin disk}. */
@Command(
    name = "disk",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"What is said of disks.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin disk list",
      "  stillpoint admin disk transfer d-bp1… on",
      "  stillpoint admin disk share d-bp1… --account 1000000000000002"
    })
final class DiskNoun extends Noun {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"List the disks of which something is said, such as a stale device."})
  int list() {
    return ask("disk list");
  }

  @Command(
      name = "arrears",
      mixinStandardHelpOptions = true,
      description = {"Let a disk pass its expiry date."})
  int arrears(@Parameters(paramLabel = "DISK") String disk) {
    return ask("disk arrears", "disk", disk);
  }

  @Command(
      name = "paid",
      mixinStandardHelpOptions = true,
      description = {"Let a disk be paid again."})
  int paid(@Parameters(paramLabel = "DISK") String disk) {
    return ask("disk paid", "disk", disk);
  }

  @Command(
      name = "transfer",
      mixinStandardHelpOptions = true,
      description = {"Begin to move a disk to another place, or end that."})
  int transfer(
      @Parameters(paramLabel = "DISK") String disk,
      @Parameters(paramLabel = "on|off") String state) {
    return ask("disk transfer", "disk", disk, "state", state);
  }

  @Command(
      name = "share",
      mixinStandardHelpOptions = true,
      description = {
        "Let another account know of a disk.",
        "It may do nothing with it; that it is told so, and not that there is no such disk, is",
        "all that changes."
      })
  int share(
      @Parameters(paramLabel = "DISK") String disk,
      @Option(names = "--account", paramLabel = "ACCOUNT", required = true) String account) {
    return ask("disk share", "disk", disk, "account", account);
  }

  @Command(
      name = "unshare",
      mixinStandardHelpOptions = true,
      description = {"Let another account no longer know of a disk."})
  int unshare(
      @Parameters(paramLabel = "DISK") String disk,
      @Option(names = "--account", paramLabel = "ACCOUNT", required = true) String account) {
    return ask("disk unshare", "disk", disk, "account", account);
  }

  @Command(
      name = "shares",
      mixinStandardHelpOptions = true,
      description = {"List the disks that other accounts know of."})
  int shares() {
    return ask("disk shares");
  }
}
