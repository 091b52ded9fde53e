package dev.stillpoint.cli.rehearsal;

import dev.stillpoint.client.AccessKey;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.Signature;
import dev.stillpoint.server.RunningServer;
import dev.stillpoint.server.Server;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.HostPort;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Serves from a new directory, is its own client for a few seconds, and ends. The launcher runs it
 * after a build, with the JVM told to write down what it loaded, linked and compiled; every later
 * start of the same build begins where this one ended.
 */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Do for a few seconds what a server usually does, for the JVM to learn it.")
public final class RehearseCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A directory that does not exist yet; whoever starts this removes it.")
  private Path data;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "6",
      description = "For how long. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Override
  public Integer call() {
    Config config = Config.defaults(data).withApi(new HostPort("127.0.0.1", 0));
    try {
      RunningServer server = Server.start(config);
      try {
        rehearse(server, config);
      } finally {
        server.stop();
      }
      return 0;
    } catch (CannotStart | IOException | ApiFault e) {
      spec.commandLine().getErr().println("stillpoint rehearse: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private void rehearse(RunningServer server, Config config)
      throws IOException, ApiFault, InterruptedException {
    try (ApiClient api =
        new ApiClient(
            server.apiUri(),
            AccessKey.read(server.credentials()),
            Signature.V3,
            InstantSource.system(),
            new SecureRandom())) {
      Config.RegionConfig region = config.region();
      new Rehearsal(api, server.nbdSocket(), region.id(), region.zones().getFirst())
          .run(Duration.ofSeconds(seconds));
    }
  }
}
