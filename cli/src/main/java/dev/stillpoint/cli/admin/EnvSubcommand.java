package dev.stillpoint.cli.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What points each client at a running server. */
@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    description = {
      "Print what points each client at a running server.",
      "That is variables, flags and the few lines of its configuration.",
      "",
      "The secret is printed only with --secret. The Terraform provider, the aliyun CLI and the",
      "older SDKs want it as a variable; the newer SDKs read it from DIR/credentials.ini.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint env",
      "  stillpoint env --client terraform",
      "  eval \"$(stillpoint env --export --secret)\""
    })
public final class EnvSubcommand implements Callable<Integer> {
  private static final int NO_SERVER = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The directory of the running server. Default: ./data")
  private Path data;

  @Option(
      names = "--client",
      paramLabel = "CLIENT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: all")
  private ClientLines client;

  @Option(names = "--export", description = "Print export lines for a shell, and nothing else.")
  private boolean export;

  @Option(names = "--secret", description = "Print the secret of the access key too.")
  private boolean secret;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonNode status = AdminSocket.ask(data, "status", Map.of());
      Endpoint endpoint = Endpoint.of(status, secret);
      if (export) {
        endpoint
            .variables()
            .forEach((name, value) -> out.println("export " + name + "=" + quoted(value)));
      } else {
        print(out, endpoint);
      }
      out.flush();
      return 0;
    } catch (AdminSocket.CannotAsk | IOException e) {
      spec.commandLine().getErr().println("stillpoint env: " + e.getMessage());
      return NO_SERVER;
    }
  }

  private void print(PrintWriter out, Endpoint endpoint) {
    for (ClientLines lines : ClientLines.values()) {
      if (client == null || client == lines) {
        out.println("# " + lines.title());
        out.println(lines.of(endpoint).stripTrailing());
        out.println();
      }
    }
  }

  /** In single quotes, which every shell takes as they are. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
