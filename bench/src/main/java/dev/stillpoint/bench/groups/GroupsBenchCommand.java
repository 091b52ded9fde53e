package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.BenchCommand;
import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.Commands;
import dev.stillpoint.bench.Output;
import dev.stillpoint.bench.OwnServer;
import dev.stillpoint.bench.Scratch;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark of groups as a command: starts a server with quotas and throttles raised, writes to
 * many disks at two loads, and measures what a group of all of them costs.
 *
 * <p>For one thread.
 */
public final class GroupsBenchCommand {
  /** What the server is configured with, besides the size of its pool. */
  private static final String CONFIGURATION =
      """
      disk.snapshots.max = 1048576
      disk.snapshots.creating.max = 64
      throttle.calls.per.minute = 1000000
      """;

  /** Of the free space, what the pool may take. */
  private static final double POOL_SHARE = 0.8;

  /** The disks, what is written twice before it is cleaned, and the peer's images. */
  private static final long SPACE_FACTOR = 5;

  private final List<String> serveCommand;
  private final Commands programs;
  private final PrintStream progress;

  /**
   * A command that is ready to run.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param progress gets a line for each step, and the sentence when it cannot measure
   */
  public GroupsBenchCommand(List<String> serveCommand, PrintStream progress) {
    this.serveCommand = List.copyOf(serveCommand);
    this.programs = Commands.ofEnvironment();
    this.progress = progress;
  }

  /**
   * Measures and prints the figures on {@code out}.
   *
   * @return {@link BenchCommand#DONE} or {@link BenchCommand#CANNOT}
   */
  public int run(GroupsBenchOptions options, Output output, PrintStream out) {
    try (Scratch scratch = Scratch.below(options.directory())) {
      output.requireWritable();
      requireSpace(scratch, options);
      String configuration = configuration(scratch, options);
      OwnServer server = OwnServer.start(serveCommand, scratch.room("stillpoint"), configuration);
      scratch.keep(server.process());
      GroupFigures figures =
          new GroupsStage(scratch, programs, options, progress).measure(server, configuration);
      out.print(output.json() ? GroupsReport.json(figures) : GroupsReport.text(figures));
      out.flush();
      output.draw(GroupsPicture.of(figures));
      return BenchCommand.DONE;
    } catch (CannotMeasure e) {
      progress.println("bench groups: " + e.getMessage());
    } catch (IOException | ApiFault e) {
      progress.println("bench groups: a call failed: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      progress.println("bench groups: interrupted");
    }
    return BenchCommand.CANNOT;
  }

  private static void requireSpace(Scratch scratch, GroupsBenchOptions options)
      throws CannotMeasure {
    long needed = SPACE_FACTOR * options.disks() * options.workingSetBytes();
    long usable = scratch.usableBytes();
    if (usable < needed) {
      throw new CannotMeasure(
          String.format(
              Locale.ROOT,
              "%d MiB are free below %s, and %d disks with a working set of %d MiB need %d MiB",
              usable >> 20,
              options.directory(),
              options.disks(),
              options.workingSetBytes() >> 20,
              needed >> 20));
    }
  }

  /** The lines of the asker win, since a later line wins in the configuration file. */
  private static String configuration(Scratch scratch, GroupsBenchOptions options)
      throws CannotMeasure {
    StringBuilder lines = new StringBuilder(CONFIGURATION);
    long poolBytes = (long) (scratch.usableBytes() * POOL_SHARE);
    lines.append("pool.size = ").append(poolBytes >> 20).append("MiB\n");
    options.settings().forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
