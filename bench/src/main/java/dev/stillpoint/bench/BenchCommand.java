package dev.stillpoint.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The benchmark as a command: starts this product and the peers that are installed, measures all of
 * them in turns, and prints how we stand, our slowest row first.
 *
 * <p>For one thread.
 */
public final class BenchCommand {
  /** Everything was measured. */
  public static final int DONE = 0;

  /** Something kept it from measuring; one sentence on the stream for progress says what. */
  public static final int CANNOT = 2;

  private static final long GIB = 1L << 30;

  /** The smallest ESSD disk that the API makes. */
  private static final long DISK_GIB_MIN = 20;

  /** Log, cleaner's reserve and two files of peers, in working sets, with room to spare. */
  private static final long SPACE_FACTOR = 8;

  private final List<String> serveCommand;
  private final Commands programs;
  private final PrintStream progress;

  /**
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param progress gets a line for each step, and the sentence when it cannot measure
   */
  public BenchCommand(List<String> serveCommand, PrintStream progress) {
    this(serveCommand, Commands.ofEnvironment(), progress);
  }

  BenchCommand(List<String> serveCommand, Commands programs, PrintStream progress) {
    this.serveCommand = List.copyOf(serveCommand);
    this.programs = programs;
    this.progress = progress;
  }

  /**
   * Measures and prints the report on {@code out}.
   *
   * @return {@link #DONE} or {@link #CANNOT}
   */
  public int run(BenchOptions options, PrintStream out) {
    return run(options, new Output(options.json(), Optional.empty()), out);
  }

  /** The same with a say in how the figures are handed over, instead of the options' own. */
  public int run(BenchOptions options, Output output, PrintStream out) {
    List<Contender> contenders =
        List.of(
            new Stillpoint(serveCommand, cacheBytes(options)),
            FileServer.nbdkit(programs),
            FileServer.qemuNbd(programs));
    try {
      output.requireWritable();
      Report report = compare(contenders, options);
      out.print(output.json() ? ReportText.json(report) : ReportText.text(report));
      out.flush();
      output.draw(ReportPicture.of(report));
      return DONE;
    } catch (CannotMeasure e) {
      progress.println("bench: " + e.getMessage());
      return CANNOT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      progress.println("bench: interrupted");
      return CANNOT;
    }
  }

  /** The first contender is ours. */
  Report compare(List<Contender> contenders, BenchOptions options)
      throws CannotMeasure, InterruptedException {
    Path fio = Fio.find(programs);
    long diskBytes = Math.max(DISK_GIB_MIN, Math.ceilDiv(options.sizeBytes(), GIB)) * GIB;
    try (Scratch scratch = Scratch.below(options.directory())) {
      requireSpace(scratch, options);
      List<Target> targets = new ArrayList<>();
      List<String> absent = new ArrayList<>();
      for (Contender contender : contenders) {
        Optional<String> absence = contender.absence();
        if (absence.isPresent()) {
          absent.add(contender.name() + ": " + absence.get());
        } else {
          targets.add(scratch.keep(contender.start(scratch.room(contender.name()), diskBytes)));
        }
      }
      Contest contest = new Contest(targets, new Fio(fio, scratch.directory()), options, progress);
      contest.prepare(Fill.IN_ORDER);
      List<Standing> standings = contest.run(Row.BASIC);
      return new Report(
          Machine.line(), conditions(options, diskBytes), absent, contest.commands(), standings);
    }
  }

  private static void requireSpace(Scratch scratch, BenchOptions options) throws CannotMeasure {
    long needed = SPACE_FACTOR * options.sizeBytes();
    long usable = scratch.usableBytes();
    if (usable < needed) {
      throw new CannotMeasure(
          String.format(
              Locale.ROOT,
              "%d MiB are free below %s, and a working set of %d MiB needs %d MiB",
              usable >> 20,
              options.directory(),
              options.sizeBytes() >> 20,
              needed >> 20));
    }
  }

  /** The working set fits our read cache, as it fits the page cache that the others read from. */
  private static long cacheBytes(BenchOptions options) {
    return options.sizeBytes() / 2 * 3;
  }

  private static List<String> conditions(BenchOptions options, long diskBytes) {
    return List.of(
        String.format(
            Locale.ROOT,
            "each contender: a thin disk of %d GiB below %s, its first %d MiB written once in order"
                + " and read once",
            diskBytes / GIB,
            options.directory(),
            options.sizeBytes() >> 20),
        "each measurement on that part only, after one second of warming up, on one connection over"
            + " a unix socket",
        String.format(
            Locale.ROOT,
            "our read cache has %d MiB; the others read from the page cache, which holds everything",
            cacheBytes(options) >> 20),
        "each contender honours flushes and may cache what was not flushed; it is flushed after"
            + " each measurement",
        String.format(
            Locale.ROOT,
            "%d rounds of %d s, all contenders in turns within a round, beginning with another one"
                + " each round",
            options.rounds(),
            options.sampleTime().toSeconds()));
  }
}
