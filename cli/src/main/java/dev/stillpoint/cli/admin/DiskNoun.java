package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
final class DiskNoun implements Callable<Integer> {
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
      description = {"List the disks of which something is said, such as a stale device."})
  int list() {
    return admin.ask("disk list");
  }

  @Command(
      name = "arrears",
      mixinStandardHelpOptions = true,
      description = {"Let a disk pass its expiry date."})
  int arrears(@Parameters(paramLabel = "DISK") String disk) {
    return admin.ask("disk arrears", "disk", disk);
  }

  @Command(
      name = "paid",
      mixinStandardHelpOptions = true,
      description = {"Let a disk be paid again."})
  int paid(@Parameters(paramLabel = "DISK") String disk) {
    return admin.ask("disk paid", "disk", disk);
  }

  @Command(
      name = "transfer",
      mixinStandardHelpOptions = true,
      description = {"Begin to move a disk to another place, or end that."})
  int transfer(
      @Parameters(paramLabel = "DISK") String disk,
      @Parameters(paramLabel = "on|off") String state) {
    return admin.ask("disk transfer", "disk", disk, "state", state);
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
    return admin.ask("disk share", "disk", disk, "account", account);
  }

  @Command(
      name = "unshare",
      mixinStandardHelpOptions = true,
      description = {"Let another account no longer know of a disk."})
  int unshare(
      @Parameters(paramLabel = "DISK") String disk,
      @Option(names = "--account", paramLabel = "ACCOUNT", required = true) String account) {
    return admin.ask("disk unshare", "disk", disk, "account", account);
  }

  @Command(
      name = "shares",
      mixinStandardHelpOptions = true,
      description = {"List the disks that other accounts know of."})
  int shares() {
    return admin.ask("disk shares");
  }
}
