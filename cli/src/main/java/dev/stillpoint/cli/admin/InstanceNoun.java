package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class InstanceNoun extends Noun {
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
    return ask("instance lock", "instance", instance, "reason", reason);
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
    return ask("instance unlock", "instance", instance, "reason", reason);
  }
}
