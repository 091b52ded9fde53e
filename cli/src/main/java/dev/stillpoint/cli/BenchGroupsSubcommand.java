package dev.stillpoint.cli;

import dev.stillpoint.bench.Output;
import dev.stillpoint.bench.groups.GroupsBenchCommand;
import dev.stillpoint.bench.groups.GroupsBenchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures groups under load. */
@Command(
    name = "groups",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Version.class,
    description = {
      "Measure what a snapshot group of many disks costs while all of them are written.",
      "Starts a server of its own and writes to its disks at two loads, paced and saturated. At",
      "each, windows that begin with a group call and as many without one take turns: how long",
      "is the longest write in them, and how long does the call take? Then group after group:",
      "does the n-th cost more, is a disk as fast as before, how much memory is used, how long",
      "does the start take after kill -9? QEMU's group transaction is measured beside it where",
      "qemu-storage-daemon is installed. Takes about six minutes.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything was measured, 2 it could not measure.",
      "",
      "Examples:",
      "  stillpoint bench groups",
      "  stillpoint bench groups --groups 2000 --keep 500 --json > today.json",
      "  stillpoint bench groups --pairs 5 --groups 20 --size 32 --seconds 1",
      "  stillpoint bench groups --setting memory=1GiB --svg docs/images/bench.svg"
    })
final class BenchGroupsSubcommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--disks",
      paramLabel = "N",
      defaultValue = "16",
      description = "Disks of a group. Default: ${DEFAULT-VALUE}")
  private int disks;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "256",
      description = "Working set of each disk, in MiB. Default: ${DEFAULT-VALUE}")
  private long sizeMib;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "3200",
      description = "Writes a second over all disks when paced. Default: ${DEFAULT-VALUE}")
  private int perSecond;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "4",
      description = "Writes under way on each disk when saturated. Default: ${DEFAULT-VALUE}")
  private int depth;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Windows with a call at each load, and as many without. Default: ${DEFAULT-VALUE}")
  private int pairs;

  @Option(
      names = "--window",
      paramLabel = "MS",
      defaultValue = "400",
      description = "How long a window is, in ms. Default: ${DEFAULT-VALUE}")
  private long windowMillis;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "200",
      description = "Groups made one after the other, saturated. Default: ${DEFAULT-VALUE}")
  private int groups;

  @Option(
      names = "--interval",
      paramLabel = "MS",
      defaultValue = "200",
      description = "From one of these to the next, in ms. Default: ${DEFAULT-VALUE}")
  private long intervalMillis;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description =
          "Keep so many groups and delete older ones. Default: as many as 60 % of the free space"
              + " holds")
  private Integer keep;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How long the speed of one disk is measured. Default: ${DEFAULT-VALUE}")
  private long seconds;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "A line for the server's configuration; may be repeated.")
  private List<String> settings;

  @Option(names = "--no-peer", description = "Leave QEMU out.")
  private boolean withoutPeer;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where all bytes are kept. Default: the system's own")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the figures into this file.")
  private Path svg;

  @Override
  public Integer call() {
    GroupsBenchOptions options;
    try {
      options =
          new GroupsBenchOptions(
              disks,
              sizeMib * MIB,
              perSecond,
              depth,
              pairs,
              Duration.ofMillis(windowMillis),
              groups,
              Duration.ofMillis(intervalMillis),
              keep == null ? OptionalInt.empty() : OptionalInt.of(keep),
              Duration.ofSeconds(seconds),
              !withoutPeer,
              settings == null ? List.of() : settings,
              directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new GroupsBenchCommand(OwnCommand.serve(), System.err)
        .run(options, new Output(json, Optional.ofNullable(svg)), System.out);
  }
}
