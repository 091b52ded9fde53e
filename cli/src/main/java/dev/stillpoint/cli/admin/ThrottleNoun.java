package dev.stillpoint.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin throttle}. */
@Command(
    name = "throttle",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {
      "How often one user may call an action in a minute.",
      "The number for every action is the limit throttle.calls.per.minute; 1000000 is no bound.",
      "Who calls more often is answered Throttling.User, with the time to wait in headers.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint admin throttle set CreateSnapshotGroup 60",
      "  stillpoint admin limits set throttle.calls.per.minute 600"
    })
final class ThrottleNoun extends Noun {
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {"Show the number for every action, and the actions with one of their own."})
  int show() {
    return ask("throttle show");
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {"Give an action a number of its own."})
  int set(
      @Parameters(paramLabel = "ACTION") String action,
      @Parameters(paramLabel = "CALLS") String calls) {
    return ask("throttle set", "action", action, "calls", calls);
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = {"Leave an action to the number for every action again."})
  int reset(@Parameters(paramLabel = "ACTION") String action) {
    return ask("throttle reset", "action", action);
  }
}
