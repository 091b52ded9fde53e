package dev.stillpoint.bench;

import java.util.Comparator;
import java.util.List;

/**
 * All that was measured of disks.
 *
 * @param options what was asked for
 * @param remarks what a reader must know besides, one sentence each
 * @param commands every command line, in the order of its first use
 * @param trials the rows in the order in which they were measured
 */
record DisksFigures(
    DisksBenchOptions options, List<String> remarks, List<String> commands, List<Trial> trials) {
  DisksFigures {
    remarks = List.copyOf(remarks);
    commands = List.copyOf(commands);
    trials = List.copyOf(trials);
  }

  /** The rows, the one that is furthest from its goal first. */
  List<Trial> furthestFirst() {
    return trials.stream().sorted(Comparator.comparingDouble(Trial::distance)).toList();
  }

  /** What was the same for everybody, one sentence each. */
  List<String> conditions() {
    return List.of(
        "fio with its NBD engine, one connection a disk over a unix socket, offsets of a round the"
            + " same for every contender; all bytes below "
            + options.directory(),
        "warm: the working set was written, flushed and read once before; each measurement after"
            + " one second of warming up",
        "cold: the page cache dropped and our server started anew (its code warmed up on another"
            + " disk); no block is read twice; \""
            + ColdContest.DEVICE
            + "\" reads nbdkit's file with direct I/O past every server",
        "our server is configured with "
            + (options.settings().isEmpty()
                ? "its defaults"
                : String.join("; ", options.settings())),
        options.rounds()
            + " rounds of at most "
            + options.sampleTime().toSeconds()
            + " s, contenders in turns within a round");
  }
}
