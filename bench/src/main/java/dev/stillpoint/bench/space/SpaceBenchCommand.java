package dev.stillpoint.bench.space;

import dev.stillpoint.bench.BenchCommand;
import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.Scratch;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The benchmark of space as a command.
 *
 * <p>For one thread.
 */
public final class SpaceBenchCommand {
  private final List<String> serveCommand;
  private final PrintStream progress;

  /**
   * A command that is ready to run.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param progress gets a line for each step, and the sentence when it cannot measure
   */
  public SpaceBenchCommand(List<String> serveCommand, PrintStream progress) {
    this.serveCommand = List.copyOf(serveCommand);
    this.progress = progress;
  }

  /**
   * Measures and prints the figures on {@code out}.
   *
   * @return {@link BenchCommand#DONE} or {@link BenchCommand#CANNOT}
   */
  public int run(SpaceBenchOptions options, boolean json, PrintStream out) {
    try (Scratch scratch = Scratch.below(options.directory())) {
      SpaceFigures figures = new SpaceStage(serveCommand, scratch, options, progress).measure();
      out.print(json ? SpaceReport.json(figures, options) : SpaceReport.text(figures, options));
      out.flush();
      return BenchCommand.DONE;
    } catch (CannotMeasure e) {
      progress.println("bench space: " + e.getMessage());
    } catch (IOException | ApiFault e) {
      progress.println("bench space: the server failed: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      progress.println("bench space: interrupted");
    }
    return BenchCommand.CANNOT;
  }
}
