package dev.stillpoint.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What {@code admin} is told about; by itself it only shows its verbs. */
abstract class Noun implements Callable<Integer> {
  @ParentCommand private AdminSubcommand admin;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  final AdminSubcommand admin() {
    return admin;
  }

  /** Asks the server; answers the exit code. */
  final int ask(String command, String... pairs) {
    return admin.ask(command, pairs);
  }
}
