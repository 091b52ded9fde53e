package dev.stillpoint.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The benchmark of disks as a command: every row of the targets, warm and cold, one disk and many,
 * beside nbdkit and the bare device.
 *
 * <p>For one thread.
 */
public final class DisksBenchCommand {
  private final List<String> serveCommand;
  private final Commands programs;
  private final PrintStream progress;

  /**
   * A command that is ready to run.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param progress gets a line for each step, and the sentence when it cannot measure
   */
  public DisksBenchCommand(List<String> serveCommand, PrintStream progress) {
    this.serveCommand = List.copyOf(serveCommand);
    this.programs = Commands.ofEnvironment();
    this.progress = progress;
  }

  /**
   * Measures and prints the figures on {@code out}.
   *
   * @return {@link BenchCommand#DONE} or {@link BenchCommand#CANNOT}
   */
  public int run(DisksBenchOptions options, Output output, PrintStream out) {
    try (Scratch scratch = Scratch.below(options.directory())) {
      output.requireWritable();
      Path fio = Fio.find(programs);
      DisksFigures figures =
          new DisksStage(
                  serveCommand,
                  programs,
                  scratch,
                  new Fio(fio, scratch.directory()),
                  options,
                  progress)
              .measure();
      out.print(output.json() ? DisksReport.json(figures) : DisksReport.text(figures));
      out.flush();
      output.draw(DisksReport.svg(figures));
      return BenchCommand.DONE;
    } catch (CannotMeasure e) {
      progress.println("bench disks: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      progress.println("bench disks: interrupted");
    }
    return BenchCommand.CANNOT;
  }
}
