package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin instance}. */
@Command(
    name = "instance",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"Locks on instances.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin instance lock i-bp1… --reason security",
      "  stillpoint admin instance unlock i-bp1… --reason security"
    })
final class InstanceNoun implements Callable<Integer> {
  @ParentCommand private AdminSubcommand admin;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "lock",
      mixinStandardHelpOptions = true,
      description = {
        "Lock an instance.",
        "Its owner can neither start, stop, attach nor snapshot what hangs off it."
      })
  int lock(
      @Parameters(paramLabel = "INSTANCE") String instance,
      @Option(
              names = "--reason",
              paramLabel = "security|financial",
              required = true,
              description = "Why. A financial lock is shown and blocks nothing.")
          String reason) {
    return admin.ask("instance lock", "instance", instance, "reason", reason);
  }

  @Command(
      name = "unlock",
      mixinStandardHelpOptions = true,
      description = {"Lift one reason of a lock; others stay."})
  int unlock(
      @Parameters(paramLabel = "INSTANCE") String instance,
      @Option(
              names = "--reason",
              paramLabel = "security|financial",
              required = true,
              description = "Why. A financial lock is shown and blocks nothing.")
          String reason) {
    return admin.ask("instance unlock", "instance", instance, "reason", reason);
  }
}
