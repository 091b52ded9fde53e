package dev.stillpoint.cli.admin;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code admin scrub}. */
@Command(
    name = "scrub",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[VERB]",
    description = {
      "Read over everything that is stored, beside all other work, and mend what can be mended.",
      "A pass compares every living block with its checksum, and headers, footers, pages of the",
      "maps, roots and superblocks with their second copies. Of two copies the worse one is",
      "written anew. A block that is damaged has no second copy: it is reported with the disks",
      "and snapshots that show it, and whoever reads it gets an error. No disk is taken away.",
      "",
      "By itself a pass begins 30 days after the last (scrub.every.days) and reads at most",
      "32 MiB/s (scrub.rate.max), a quarter of it while clients write. A restart does not end it.",
      ""
    },
    footer = {
      "",
      "Exit code with --wait: 0 nothing is lost, 3 something is; 1 refused, 2 no server answers.",
      "",
      "Examples:",
      "  stillpoint admin scrub --wait",
      "  stillpoint admin scrub start",
      "  stillpoint admin scrub status --json",
      "  stillpoint admin scrub stop"
    })
final class ScrubNoun extends Noun {
  private static final int DAMAGED = 3;
  private static final long ASK_NANOS = 500_000_000L;
  private static final int BAR_WIDTH = 30;
  private static final int PERCENT = 100;
  private static final double MIB = 1 << 20;

  @Option(names = "--wait", description = "Begin a pass, or go on with one, and wait for its end.")
  private boolean waits;

  @Override
  public Integer call() {
    return waits ? start(true) : super.call();
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {"Begin a pass, or go on with the one that was stopped."})
  int start(
      @Option(names = "--wait", description = "Wait for its end; a terminal shows how far it is.")
          boolean wait) {
    return wait ? awaitEnd() : ask("scrub start");
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {"Say how far the newest pass has come and what it found."})
  int status() {
    return ask("scrub status");
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = {
        "Stop the pass where it is. It goes on when it is started, or when the next one is due."
      })
  int stop() {
    return ask("scrub stop");
  }

  private int awaitEnd() {
    try {
      JsonNode status = admin().answer("scrub start");
      boolean bar = atATerminal();
      while (status.path("state").asString("").equals("under-way")) {
        if (bar) {
          draw(System.err, status);
        }
        LockSupport.parkNanos(ASK_NANOS);
        status = admin().answer("scrub status");
      }
      if (bar) {
        draw(System.err, status);
        System.err.println();
      }
      admin().show(status);
      return status.path("damaged").asLong() == 0 ? CommandLine.ExitCode.OK : DAMAGED;
    } catch (AdminSocket.CannotAsk e) {
      return admin().refused(e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Since JDK 25 there is again none without a terminal.
  private static boolean atATerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static void draw(PrintStream to, JsonNode status) {
    int filled = (int) (status.path("percent").asLong() * BAR_WIDTH / PERCENT);
    to.printf(
        Locale.ROOT,
        "\r[%s%s] %3d %%  %,.0f of %,.0f MiB, %d mended, %d damaged ",
        "#".repeat(filled),
        " ".repeat(BAR_WIDTH - filled),
        status.path("percent").asLong(),
        status.path("doneBytes").asLong() / MIB,
        status.path("totalBytes").asLong() / MIB,
        status.path("mended").asLong(),
        status.path("damaged").asLong());
    to.flush();
  }
}
