package dev.stillpoint.bench;

import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark of the API as a command: starts a server with quotas and throttles raised, measures
 * how fast it lists snapshots and makes groups, fills its catalog, and measures again.
 *
 * <p>For one thread.
 */
public final class ApiBenchCommand {
  /** Everything was measured. */
  public static final int DONE = BenchCommand.DONE;

  /** Something kept it from measuring; one sentence on the stream for progress says what. */
  public static final int CANNOT = BenchCommand.CANNOT;

  /** What the server is configured with; printed with the figures. */
  static final String CONFIGURATION =
      """
      disk.snapshots.max = 10000
      disk.snapshots.creating.max = 64
      throttle.calls.per.minute = 1000000
      """;

  /** Disks of each group that fills the catalog. */
  static final int GROUP_DISKS = 10;

  private static final int DISKS_MIN = 40;
  private static final int DISKS_OF_AN_INSTANCE = 16;

  /** As many as the cloud's quota allows at most, in round numbers. */
  private static final int SNAPSHOTS_OF_A_DISK = 250;

  private static final int DISK_GIB = 20;

  private final List<String> serveCommand;
  private final PrintStream progress;

  /**
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param progress gets a line for each step, and the sentence when it cannot measure
   */
  public ApiBenchCommand(List<String> serveCommand, PrintStream progress) {
    this.serveCommand = List.copyOf(serveCommand);
    this.progress = progress;
  }

  /**
   * Measures and prints the figures on {@code out}.
   *
   * @return {@link #DONE} or {@link #CANNOT}
   */
  public int run(ApiBenchOptions options, PrintStream out) {
    try (Scratch scratch = Scratch.below(options.directory());
        OwnServer server =
            OwnServer.start(serveCommand, scratch.room("stillpoint"), CONFIGURATION);
        ApiClient api = server.client()) {
      List<ApiFigure> figures = measure(server, api, options);
      out.print(
          options.json() ? ApiReport.json(figures, options) : ApiReport.text(figures, options));
      out.flush();
      return DONE;
    } catch (CannotMeasure e) {
      progress.println("bench api: " + e.getMessage());
      return CANNOT;
    } catch (IOException | ApiFault e) {
      progress.println("bench api: a call failed: " + e.getMessage());
      return CANNOT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      progress.println("bench api: interrupted");
      return CANNOT;
    }
  }

  private List<ApiFigure> measure(OwnServer server, Api api, ApiBenchOptions options)
      throws CannotMeasure, ApiFault, IOException, InterruptedException {
    int count =
        Math.max(DISKS_MIN, Math.ceilDiv(options.groups() * GROUP_DISKS, SNAPSHOTS_OF_A_DISK));
    progress.printf(Locale.ROOT, "making %d disks%n", count);
    List<String> disks = new ArrayList<>();
    String instance = "";
    while (disks.size() < count) {
      if (disks.size() % DISKS_OF_AN_INSTANCE == 0) {
        instance = server.runningInstance(api);
      }
      disks.add(server.attachedDisk(api, instance, DISK_GIB));
    }
    ApiStage stage = new ApiStage(api, server.region(), disks, options, progress);
    List<ApiFigure> figures = new ArrayList<>(stage.measure());
    if (options.groups() > 0) {
      stage.fill(options.groups());
      figures.addAll(stage.measure());
    }
    return figures;
  }
}
