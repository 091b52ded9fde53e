package dev.stillpoint.cli;

import dev.stillpoint.server.RunningServer;
import dev.stillpoint.server.Server;
import dev.stillpoint.server.config.ConfigReader;
import dev.stillpoint.server.fault.CannotStart;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Serve disks over NBD and the API over HTTP, from one directory, until SIGTERM.",
      "",
      "When it serves it writes one line to standard output, and nothing else, ever:",
      "  READY {\"api\":\"http://127.0.0.1:7080\",\"nbd\":\"nbd+unix:///?socket=…\",…}",
      "Log lines go to DIR/stillpoint.log, warnings to standard error too.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  stillpoint serve",
      "  stillpoint serve --data /srv/stillpoint --api 127.0.0.1:0",
      "  stillpoint serve --config stillpoint.conf",
      "",
      "The file holds lines of the form name = value; flags win over it. Names:",
      "  data, api, nbd, nbd.socket, root.key, memory, cache.size, pool.size,",
      "  write-cache, after-power-cut (stale, or serve), io-limits, history,",
      "  scrub.every.days, scrub.rate.max, region, zones,",
      "  limits (standard, or large-groups: 128 disks and 256 TiB), group.disks.max,",
      "  group.size.gib.max, disk.snapshots.max, disk.snapshots.creating.max,",
      "  disk.snapshots.creating.cap, tags.max, call.instances.max, call.disks.max,",
      "  instance.disks.max, undo.keep.days, token.keep.hours,",
      "  throttle.calls.per.minute",
      "",
      "The access key of the first account is in DIR/credentials.ini, readable by you only.",
      "SIGTERM lets running requests finish, ends exports gracefully, writes a checkpoint and",
      "exits 0. After SIGKILL the next start recovers what was answered, after a power cut what",
      "was flushed."
    })
final class ServeCommand implements Callable<Integer> {
  /** It could not start; one sentence on standard error says why. */
  private static final int CANNOT_START = 1;

  private static final int STOPPED_UNCLEANLY = 1;

  /** Clients are waited for at most 5 s, both ways in at once; the rest is for the checkpoint. */
  private static final long STOP_MILLIS_MAX = 9_500;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory that holds everything; made when it is not there. Default: ./data")
  private String data;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings; see below.")
  private Path config;

  @Option(
      names = "--api",
      paramLabel = "HOST:PORT",
      description =
          "Where the API listens, on a loopback address. Port 0 picks a free one. Default:"
              + " 127.0.0.1:7080")
  private String api;

  @Option(
      names = "--nbd",
      paramLabel = "HOST:PORT",
      description =
          "Serve NBD over TCP too, on a loopback address. NBD knows no password: every local user"
              + " who can connect there reads and writes every disk. Default: on the socket only")
  private String nbd;

  @Option(
      names = "--nbd-socket",
      paramLabel = "PATH",
      description =
          "The NBD socket; whoever may open it reads and writes every disk. Default: DIR/nbd.sock")
  private String nbdSocket;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "What the server may hold in memory, such as 2GiB; at least 512MiB. The process stays"
              + " below it plus 256 MiB. Default: 1GiB")
  private String memory;

  @Option(
      names = "--after-power-cut",
      paramLabel = "stale|serve",
      description =
          "What becomes of the disks of running instances when the machine died and writes that"
              + " were answered and not flushed may be gone. stale: each is closed until its"
              + " instance was stopped and started, so that its host does not go on over a gap."
              + " serve: they are served at once. Default: stale")
  private String afterPowerCut;

  @Override
  public Integer call() throws InterruptedException {
    RunningServer server;
    try {
      ConfigReader reader = new ConfigReader();
      if (config != null) {
        reader.file(config);
      }
      reader
          .flag("data", data)
          .flag("api", api)
          .flag("nbd", nbd)
          .flag("nbd.socket", nbdSocket)
          .flag("memory", memory)
          .flag("after-power-cut", afterPowerCut);
      server = Server.start(reader.read());
    } catch (CannotStart e) {
      spec.commandLine().getErr().println("stillpoint serve: " + e.getMessage());
      return CANNOT_START;
    }
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
    System.out.println(server.readyLine());
    System.out.flush();
    // The hook ends the process; this thread has nothing more to do.
    new CountDownLatch(1).await();
    return 0;
  }

  /**
   * A process that ends by a signal would report the signal as its exit code; after a clean stop it
   * is 0, so the hook ends the process itself.
   */
  private static void stop(RunningServer server) {
    Thread.ofPlatform().daemon().name("stop-bound").start(ServeCommand::endInAnyCase);
    boolean clean = server.stop();
    Runtime.getRuntime().halt(clean ? 0 : STOPPED_UNCLEANLY);
  }

  /** Nothing is lost by it: what was answered is recovered from the log at the next start. */
  private static void endInAnyCase() {
    try {
      Thread.sleep(STOP_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("stillpoint serve: stopping took too long and was cut short");
    Runtime.getRuntime().halt(STOPPED_UNCLEANLY);
  }
}
