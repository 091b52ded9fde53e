package dev.stillpoint.cli;

import dev.stillpoint.cli.admin.AdminSubcommand;
import dev.stillpoint.cli.admin.EnvSubcommand;
import dev.stillpoint.cli.rehearsal.RehearseCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The operator's door. */
@Command(
    name = "stillpoint",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Self-hosted block storage: one instant, every disk.",
    description = {
      "",
      "Disks are real block devices over NBD; the API is that of Alibaba Cloud ECS, so its",
      "SDKs and command lines drive it unchanged. One call freezes many disks at one instant.",
      ""
    },
    footer = {
      "",
      "Begin with:",
      "  stillpoint demo                 see the main job done and proved, in under a minute",
      "  stillpoint serve --data ./data  serve; the first line of output says where",
      "",
      "\"stillpoint COMMAND --help\" says more about each."
    },
    subcommands = {
      DemoSubcommand.class,
      ServeCommand.class,
      CheckCommand.class,
      AdminSubcommand.class,
      EnvSubcommand.class,
      BenchSubcommand.class,
      RehearseCommand.class,
      VersionCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Runs the command that {@code arguments} name and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
