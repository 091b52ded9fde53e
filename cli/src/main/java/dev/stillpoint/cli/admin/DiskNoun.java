package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      "  stillpoint admin disk transfer d-bp1… on"
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
}
