package dev.stillpoint.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The order of work for disks: for each size and each way of filling it new servers, warm reads,
 * cold reads, then writes; many disks at once in the end. For one thread.
 */
final class DisksStage {
  private static final long GIB = 1L << 30;

  /** The smallest disk that every contender gets. */
  private static final long DISK_GIB_MIN = 20;

  /** Log, cleaner's reserve and the file of the peer, in working sets. */
  private static final long SPACE_FACTOR = 6;

  private static final int FLEET = 16;

  /** What all disks of a fleet write together; each has its part. */
  private static final long FLEET_BYTES_MAX = GIB;

  private final List<String> serveCommand;
  private final Commands programs;
  private final Scratch scratch;
  private final Fio fio;
  private final DisksBenchOptions options;
  private final PrintStream progress;
  private final List<Trial> trials = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final SequencedSet<String> commands = new LinkedHashSet<>();
  private int rooms;

  DisksStage(
      List<String> serveCommand,
      Commands programs,
      Scratch scratch,
      Fio fio,
      DisksBenchOptions options,
      PrintStream progress) {
    this.serveCommand = serveCommand;
    this.programs = programs;
    this.scratch = scratch;
    this.fio = fio;
    this.options = options;
    this.progress = progress;
  }

  /** Measures whatever was asked for and fits. */
  DisksFigures measure() throws CannotMeasure, InterruptedException {
    Optional<String> absence = FileServer.nbdkit(programs).absence();
    if (absence.isPresent()) {
      throw new CannotMeasure(
          absence.get() + ", and every row is a ratio to it (on Debian: apt install nbdkit)");
    }
    if (options.wants(Scenario.State.COLD)) {
      PageCache.absence().ifPresent(reason -> remarks.add("no cold rows: " + reason));
    }
    for (long sizeMib : options.sizesMib()) {
      BenchOptions sized = options.of(sizeMib);
      if (fits(sized.sizeBytes())) {
        for (Fill fill : Fill.values()) {
          if (options.wants(fill)) {
            measureOneDisk(sized, fill);
          }
        }
      }
    }
    measureFleet();
    if (trials.isEmpty()) {
      throw new CannotMeasure("nothing was measured: " + String.join("; ", remarks));
    }
    return new DisksFigures(options, remarks, List.copyOf(commands), trials);
  }

  private boolean fits(long sizeBytes) throws CannotMeasure {
    long usable = scratch.usableBytes();
    long needed = SPACE_FACTOR * sizeBytes;
    if (usable < needed) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "a working set of %d MiB was left out: it needs %d MiB, and %d MiB are free below %s",
              sizeBytes >> 20,
              needed >> 20,
              usable >> 20,
              options.directory()));
      return false;
    }
    return true;
  }

  private void measureOneDisk(BenchOptions sized, Fill fill)
      throws CannotMeasure, InterruptedException {
    boolean coldWanted = options.wants(Scenario.State.COLD) && PageCache.absence().isEmpty();
    List<Row> warmReads = options.wants(Scenario.State.WARM) ? rows(true) : List.of();
    List<Row> coldReads = coldWanted ? rows(true) : List.of();
    // How a disk was filled matters to who reads it; writes are measured once.
    boolean writes = options.wants(Scenario.State.WARM) && fill == Fill.IN_ORDER;
    List<Row> warmWrites = writes ? rows(false) : List.of();
    if (warmReads.isEmpty() && coldReads.isEmpty() && warmWrites.isEmpty()) {
      return;
    }
    long diskBytes = Math.max(DISK_GIB_MIN, Math.ceilDiv(sized.sizeBytes(), GIB)) * GIB;
    Path ourRoom = room("stillpoint");
    Path peerRoom = room("nbdkit");
    OwnDisk ours = OwnDisk.start(serveCommand, scratch, ourRoom, configuration(), 1, diskBytes);
    Target peer = scratch.keep(FileServer.nbdkit(programs).start(peerRoom, diskBytes));
    Contest contest = new Contest(List.of(ours.targets().getFirst(), peer), fio, sized, progress);
    contest.prepare(fill);
    note(sized.sizeBytes(), fill, Scenario.State.WARM, contest.run(warmReads));
    if (!coldReads.isEmpty()) {
      ColdContest cold = new ColdContest(fio, sized, progress);
      Path file = FileServer.file(peerRoom);
      note(sized.sizeBytes(), fill, Scenario.State.COLD, cold.run(ours, peer, file, coldReads));
      commands.addAll(cold.commands());
    }
    if (!warmWrites.isEmpty()) {
      Contest writing = new Contest(List.of(ours.targets().getFirst(), peer), fio, sized, progress);
      note(sized.sizeBytes(), fill, Scenario.State.WARM, writing.run(warmWrites));
      commands.addAll(writing.commands());
    }
    commands.addAll(contest.commands());
    ours.close();
    peer.close();
    scratch.remove(ourRoom);
    scratch.remove(peerRoom);
  }

  private void measureFleet() throws CannotMeasure, InterruptedException {
    if (!options.wantsSixteen() || !options.wants(Scenario.State.WARM)) {
      return;
    }
    long mib = options.sizesMib().stream().mapToLong(Long::longValue).min().orElseThrow();
    BenchOptions each = options.of(Math.max(16, Math.min(mib, FLEET_BYTES_MAX >> 20) / FLEET));
    long diskBytes = DISK_GIB_MIN * GIB;
    OwnDisk ours =
        OwnDisk.start(serveCommand, scratch, room("stillpoint"), configuration(), FLEET, diskBytes);
    Map<String, List<Target>> fleets = new LinkedHashMap<>();
    fleets.put(Stillpoint.NAME, ours.targets());
    for (FileServer server :
        List.of(FileServer.nbdkit(programs), FileServer.nbdkitMemory(programs, diskBytes))) {
      List<Target> targets = new ArrayList<>();
      while (targets.size() < FLEET) {
        targets.add(scratch.keep(server.start(room(server.name()), diskBytes)));
      }
      fleets.put(server.name(), targets);
    }
    FleetContest contest = new FleetContest(fleets, fio, each, progress);
    Standing standing = contest.run(Row.RANDWRITE_QD1_FLUSH);
    commands.addAll(contest.commands());
    trials.add(
        new Trial(
            new Scenario(FLEET, FLEET * each.sizeBytes(), Fill.IN_ORDER, Scenario.State.WARM),
            standing));
  }

  private void note(long sizeBytes, Fill fill, Scenario.State state, List<Standing> standings) {
    for (Standing standing : standings) {
      trials.add(new Trial(new Scenario(1, sizeBytes, fill, state), standing));
    }
  }

  private List<Row> rows(boolean reads) {
    return Arrays.stream(Row.values())
        .filter(row -> row.reads() == reads && options.wants(row))
        .toList();
  }

  private Path room(String name) throws CannotMeasure {
    rooms++;
    return scratch.room(name + "-" + rooms);
  }

  private String configuration() {
    StringBuilder lines = new StringBuilder();
    options.settings().forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
