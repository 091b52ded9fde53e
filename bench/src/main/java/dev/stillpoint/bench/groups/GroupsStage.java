package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.Commands;
import dev.stillpoint.bench.OwnServer;
import dev.stillpoint.bench.ResidentMemory;
import dev.stillpoint.bench.Scratch;
import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.Latencies;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The order of work: one server and its disks from the first write to kill -9, and beside it the
 * peer at each load. For one thread.
 */
final class GroupsStage {
  static final long DISK_GIB = 20;

  /** Of the space that was free at first, what groups may hold before the oldest are deleted. */
  private static final double SPACE_FOR_GROUPS = 0.6;

  private static final int SETTLE_MILLIS = 3_000;
  private static final int LOAD_BEFORE_KILL_MILLIS = 2_000;
  private static final long GIB = 1L << 30;

  private final Scratch scratch;
  private final Commands programs;
  private final GroupsBenchOptions options;
  private final PrintStream progress;
  private final Latencies saturated = new Latencies();
  private final List<LoadFigures> loads = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final long usableAtFirst;

  GroupsStage(Scratch scratch, Commands programs, GroupsBenchOptions options, PrintStream progress)
      throws CannotMeasure {
    this.scratch = scratch;
    this.programs = programs;
    this.options = options;
    this.progress = progress;
    usableAtFirst = scratch.usableBytes();
  }

  /**
   * Measures everything.
   *
   * @param server a new one; it is killed in the end
   */
  GroupFigures measure(OwnServer server, String configuration)
      throws CannotMeasure, InterruptedException, IOException, ApiFault {
    try (ApiClient api = server.client()) {
      List<String> disks = disks(server, api);
      progress.printf(
          Locale.ROOT,
          "filling %d disks with %d MiB each%n",
          disks.size(),
          options.workingSetBytes() >> 20);
      Filling.inOrder(server.socket(), disks, options.workingSetBytes());
      OwnGroups groups = new OwnGroups(api, server.region(), disks, this::hasRoom);
      progress.println("the speed of one disk before");
      Speed before = Speed.of(server.socket(), disks.getFirst(), options);
      Optional<String> absence = peerAbsence();
      absence.ifPresent(reason -> remarks.add(QemuGroups.NAME + ": " + reason));
      for (Load load : Load.values()) {
        measureLoad(server, disks, groups, load);
        if (absence.isEmpty()) {
          measurePeer(load);
        }
      }
      progress.printf(Locale.ROOT, "%d groups, one after the other%n", options.groups());
      Growth growth = Growth.measure(server.socket(), disks, groups, options, saturated, progress);
      progress.println("the speed of one disk after");
      Thread.sleep(SETTLE_MILLIS);
      Speed after = Speed.of(server.socket(), disks.getFirst(), options);
      progress.println("disks of 2 TiB against disks of 1 GiB");
      SizeContest sizes = SizeContest.measure(server, api, options.disks());
      ResidentMemory memory = ResidentMemory.of(server.process().pid());
      if (groups.deleted() > 0) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%d groups were kept, %d older ones deleted meanwhile",
                groups.kept(),
                groups.deleted()));
      }
      double readySeconds = killAndStart(server, disks);
      return new GroupFigures(
          options,
          configuration,
          remarks,
          loads,
          saturated.longest() / 1e6,
          saturated.within(0.999) / 1e6,
          growth,
          before,
          after,
          sizes,
          memory,
          readySeconds);
    }
  }

  private List<String> disks(OwnServer server, ApiClient api)
      throws CannotMeasure, InterruptedException, IOException, ApiFault {
    String instance = server.runningInstance(api);
    List<String> disks = new ArrayList<>();
    while (disks.size() < options.disks()) {
      disks.add(server.attachedDisk(api, instance, diskGib()));
    }
    return disks;
  }

  private long diskGib() {
    return Math.max(DISK_GIB, Math.ceilDiv(options.workingSetBytes(), GIB));
  }

  private void measureLoad(OwnServer server, List<String> disks, OwnGroups groups, Load load)
      throws CannotMeasure, InterruptedException {
    Latencies all = new Latencies();
    note(new Windows("stillpoint", options, groups).measure(server.socket(), disks, load, all));
    if (load == Load.SATURATED) {
      saturated.add(all);
    }
  }

  private void measurePeer(Load load) throws CannotMeasure, InterruptedException {
    Path room = scratch.room("qemu-" + load.key());
    try (QemuGroups qemu = QemuGroups.start(programs, room, options.disks(), diskGib() * GIB)) {
      scratch.keep(qemu.process());
      Filling.inOrder(qemu.socket(), qemu.exports(), options.workingSetBytes());
      note(
          new Windows(QemuGroups.NAME, options, qemu)
              .measure(qemu.socket(), qemu.exports(), load, new Latencies()));
    }
    scratch.remove(room);
  }

  private void note(LoadFigures figures) {
    loads.add(figures);
    progress.printf(
        Locale.ROOT,
        "%s %s, %.0f writes/s: longest write %.2f ms beside a call, %.2f ms without; a call"
            + " %.1f ms%n",
        figures.contender(),
        figures.load(),
        figures.perSecond(),
        figures.beside().median(),
        figures.without().median(),
        figures.calls().median());
  }

  private Optional<String> peerAbsence() {
    return options.peer() ? QemuGroups.absence(programs) : Optional.of("left out as asked");
  }

  /**
   * Kills the server in the middle of its work and answers how long the next one takes to serve.
   */
  private double killAndStart(OwnServer server, List<String> disks)
      throws CannotMeasure, InterruptedException, IOException {
    progress.println("kill -9 under load, and the start after it");
    try (Generator generator =
        Generator.start(server.socket(), disks, Load.SATURATED.shape(options))) {
      Thread.sleep(LOAD_BEFORE_KILL_MILLIS);
      generator.check();
      server.process().kill();
      generator.abandon();
    }
    long begun = System.nanoTime();
    try (OwnServer next = server.again(scratch.directory().resolve("messages-after-kill"))) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      scratch.keep(next.process());
      Filling.requireReadable(next.socket(), disks);
      return seconds;
    }
  }

  private boolean hasRoom(int groups) throws CannotMeasure {
    if (options.keep().isPresent()) {
      return groups <= options.keep().getAsInt();
    }
    return usableAtFirst - scratch.usableBytes() < SPACE_FOR_GROUPS * usableAtFirst;
  }
}
