package dev.stillpoint.cli.admin;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What the cloud's operator does behind the API. */
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NOUN VERB",
    description = {
      "Do what the cloud's operator does behind the API, on a running server.",
      "Accounts and keys, what the region offers, locks, arrears, limits. States are set, never",
      "error codes; which code a client then meets is for the rules of the API to say. States",
      "survive a restart.",
      ""
    },
    footer = {
      "",
      "The commands go over DIR/admin.sock, which only the owner of DIR can open.",
      "Exit code: 0 done, 1 refused, 2 no server answers.",
      "",
      "Examples:",
      "  stillpoint admin status",
      "  stillpoint admin account create",
      "  stillpoint admin region feature snapshot-groups off",
      "  stillpoint admin instance lock i-bp1… --reason security",
      "  stillpoint admin limits set group.disks.max 128",
      "  stillpoint admin preflight --instance i-bp1… --json",
      "  stillpoint admin snapshot frees --group ssg-bp1…",
      "  stillpoint admin scrub start --wait"
    },
    subcommands = {
      AccountNoun.class,
      KeyNoun.class,
      RegionNoun.class,
      ZoneNoun.class,
      InstanceNoun.class,
      DiskNoun.class,
      SnapshotNoun.class,
      SharedVolumeNoun.class,
      StorageLocationNoun.class,
      KmsNoun.class,
      LimitsNoun.class,
      ThrottleNoun.class,
      ScrubNoun.class
    })
public final class AdminSubcommand implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int NO_SERVER = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      scope = ScopeType.INHERIT,
      description = "The directory of the running server. Default: ./data")
  private Path data;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Write the answer as one JSON document.")
  private boolean json;

  /** Without a noun there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Say where the server listens and how its pool stands.")
  int status() {
    return ask("status");
  }

  @Command(
      name = "preflight",
      mixinStandardHelpOptions = true,
      description = {
        "Tell every reason that stands against a snapshot group of these disks.",
        "The reasons are the API's own codes, in the order of its checks. Nothing is made. The",
        "call itself would be refused with the first; none means that it would be tried.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  stillpoint admin preflight --instance i-bp1…",
        "  stillpoint admin preflight --disk d-bp1…,d-bp1… --account 1000000000000001"
      })
  int preflight(
      @Option(names = "--instance", paramLabel = "ID", description = "As InstanceId.")
          String instance,
      @Option(names = "--disk", paramLabel = "ID,ID…", description = "As DiskId.N.") String disk,
      @Option(names = "--exclude", paramLabel = "ID,ID…", description = "As ExcludeDiskId.N.")
          String exclude,
      @Option(
              names = "--account",
              paramLabel = "ACCOUNT",
              description = "Who would call. Default: the first account")
          String account) {
    return ask(
        "preflight", "instance", instance, "disk", disk, "exclude", exclude, "account", account);
  }

  /** Asks the server and prints the answer; arguments in pairs, null for those not given. */
  int ask(String command, String... pairs) {
    Map<String, String> arguments = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] != null) {
        arguments.put(pairs[i], pairs[i + 1]);
      }
    }
    try {
      show(AdminSocket.ask(data, command, arguments));
      return CommandLine.ExitCode.OK;
    } catch (AdminSocket.CannotAsk e) {
      return refused(e);
    }
  }

  /** Asks without printing; without arguments. */
  JsonNode answer(String command) throws AdminSocket.CannotAsk {
    return AdminSocket.ask(data, command, Map.of());
  }

  /** Prints an answer. */
  void show(JsonNode answer) {
    spec.commandLine().getOut().print(json ? answer + "\n" : AnswerText.of(answer));
    spec.commandLine().getOut().flush();
  }

  /** Says why there is no answer; answers the exit code. */
  int refused(AdminSocket.CannotAsk e) {
    spec.commandLine().getErr().println("stillpoint admin: " + e.getMessage());
    return e.noServer() ? NO_SERVER : REFUSED;
  }
}
