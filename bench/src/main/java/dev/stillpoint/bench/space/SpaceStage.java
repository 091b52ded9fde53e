package dev.stillpoint.bench.space;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.OwnServer;
import dev.stillpoint.bench.ResidentMemory;
import dev.stillpoint.bench.Scratch;
import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.LoadShape;
import dev.stillpoint.bench.load.LoadShape.Direction;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The order of work for space. For one thread. */
final class SpaceStage {
  private static final int DISKS = 16;
  private static final long LARGE_GIB = 2048;
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;
  private static final int BLOCK_BYTES = 4096;
  private static final int DEPTH = 8;
  private static final Duration POLL = Duration.ofMillis(20);

  /** Time for the cleaner after the last write. */
  private static final Duration SETTLE = Duration.ofSeconds(20);

  /** Of the free space, what a log of a step may need in all. */
  private static final double LOG_FACTOR = 2;

  private final List<String> serveCommand;
  private final Scratch scratch;
  private final SpaceBenchOptions options;
  private final PrintStream progress;
  private final List<String> remarks = new ArrayList<>();
  private int seed;

  SpaceStage(
      List<String> serveCommand, Scratch scratch, SpaceBenchOptions options, PrintStream progress) {
    this.serveCommand = serveCommand;
    this.scratch = scratch;
    this.options = options;
    this.progress = progress;
  }

  SpaceFigures measure() throws CannotMeasure, InterruptedException, IOException, ApiFault {
    List<SpaceFigures.Step> steps = grow();
    OptionalDouble factor =
        options.liveMib() == 0 ? OptionalDouble.empty() : OptionalDouble.of(overwrite());
    return new SpaceFigures(remarks, steps, factor);
  }

  private List<SpaceFigures.Step> grow()
      throws CannotMeasure, InterruptedException, IOException, ApiFault {
    List<SpaceFigures.Step> steps = new ArrayList<>();
    if (options.stepsMib().isEmpty()) {
      return steps;
    }
    long usableMib = scratch.usableBytes() / MIB;
    Path room = scratch.room("thin");
    OwnServer server = start(room);
    List<String> disks = disks(server, DISKS, LARGE_GIB);
    long written = 0;
    for (long step : options.stepsMib()) {
      if (step * LOG_FACTOR > usableMib) {
        remarks.add(
            String.format(Locale.ROOT, "%d MiB were left out: %d MiB are free", step, usableMib));
        continue;
      }
      progress.printf(Locale.ROOT, "writing random blocks up to %d MiB%n", step);
      write(server, disks, LARGE_GIB * GIB, (step - written) * MIB);
      written = step;
      int peak = ResidentMemory.of(server.process().pid()).peakMib();
      server.process().kill();
      long begun = System.nanoTime();
      server = server.again(room.resolve("messages-" + step));
      double seconds = (System.nanoTime() - begun) / 1e9;
      scratch.keep(server.process());
      steps.add(new SpaceFigures.Step(step, peak, seconds));
    }
    server.close();
    scratch.remove(room);
    return steps;
  }

  private double overwrite() throws CannotMeasure, InterruptedException, IOException, ApiFault {
    long live = options.liveMib() * MIB;
    Path room = scratch.room("overwritten");
    try (OwnServer server = start(room)) {
      List<String> disks = disks(server, 1, Math.max(20, Math.ceilDiv(live, GIB)));
      progress.printf(
          Locale.ROOT,
          "overwriting %d MiB at random, %d times%n",
          options.liveMib(),
          options.overwrites());
      write(server, disks, live, live * options.overwrites());
      Thread.sleep(SETTLE);
      return occupiedBytes(room.resolve("pool")) / (double) live;
    }
  }

  private OwnServer start(Path room) throws CannotMeasure, InterruptedException {
    StringBuilder lines = new StringBuilder();
    options.settings().forEach(line -> lines.append(line).append('\n'));
    OwnServer server = OwnServer.start(serveCommand, room, lines.toString());
    scratch.keep(server.process());
    return server;
  }

  private static List<String> disks(OwnServer server, int count, long gib)
      throws CannotMeasure, InterruptedException, IOException, ApiFault {
    List<String> disks = new ArrayList<>();
    try (ApiClient api = server.client()) {
      String instance = server.runningInstance(api);
      while (disks.size() < count) {
        disks.add(server.attachedDisk(api, instance, gib));
      }
    }
    return disks;
  }

  /** Writes so many bytes at random, as fast as they are answered, and flushes. */
  private void write(OwnServer server, List<String> disks, long range, long bytes)
      throws InterruptedException, IOException {
    seed++;
    LoadShape shape = new LoadShape(Direction.WRITE, BLOCK_BYTES, range, DEPTH, 0, seed);
    try (Generator generator = Generator.start(server.socket(), disks, shape)) {
      while (generator.log().count() < bytes / BLOCK_BYTES) {
        Thread.sleep(POLL);
        generator.check();
      }
      generator.stop();
    }
    for (String disk : disks) {
      try (NbdClient client =
          NbdClient.connect(UnixDomainSocketAddress.of(server.socket()), disk)) {
        client.flush();
      }
    }
  }

  /** What a directory occupies on its device; holes in files do not count. */
  private static long occupiedBytes(Path directory)
      throws CannotMeasure, InterruptedException, IOException {
    Process du =
        new ProcessBuilder("du", "-s", "--block-size=1", directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    int end = said.indexOf('\t');
    if (end < 1) {
      throw new CannotMeasure("du did not tell what " + directory + " occupies");
    }
    return Long.parseLong(said.substring(0, end));
  }
}
