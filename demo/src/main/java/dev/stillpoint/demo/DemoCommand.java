package dev.stillpoint.demo;

import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.report.JsonReport;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.report.TextReport;
import dev.stillpoint.demo.step.Demonstration;
import dev.stillpoint.demo.step.Pace;
import dev.stillpoint.demo.step.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;

/** {@code stillpoint demo}. */
public final class DemoCommand {
  /** Every proof came out as it must. */
  public static final int PROVED = 0;

  /** The run ended, and a proof did not come out as it must. */
  public static final int REFUTED = 1;

  /** The run could not be brought to its end. */
  public static final int BROKEN = 2;

  private DemoCommand() {}

  /**
   * Runs the demonstration. A hook ends the server and deletes the directory also when the process
   * is interrupted.
   *
   * @param out the report, and with {@link DemoOptions.Form#JSON} nothing but the document
   * @param err one sentence if the run breaks, and with JSON the progress
   * @return the process's exit code: {@link #PROVED}, {@link #REFUTED} or {@link #BROKEN}
   */
  public static int run(DemoOptions options, PrintStream out, PrintStream err) {
    try {
      WorkDirectory directory = WorkDirectory.open(options.directory(), options.keeping());
      return runIn(directory, options, out, err);
    } catch (IOException e) {
      err.println("stillpoint demo: " + e.getMessage());
      return BROKEN;
    }
  }

  private static int runIn(
      WorkDirectory directory, DemoOptions options, PrintStream out, PrintStream err)
      throws IOException {
    Ledger ledger = new Ledger(options.seed());
    TextReport text =
        switch (options.form()) {
          case TEXT -> new TextReport(out, options.palette());
          case JSON -> new TextReport(err, TextReport.Palette.PLAIN);
        };
    text.begin(options.seed(), directory.path().toString());
    Demonstration demonstration = new Demonstration(settings(directory, options), ledger, text);
    Thread hook = new Thread(() -> cleanUp(demonstration, directory), "demo-clean-up");
    Runtime.getRuntime().addShutdownHook(hook);
    String failure = "";
    try {
      demonstration.run();
    } catch (CloudFault | IOException e) {
      failure = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } finally {
      cleanUp(demonstration, directory);
      removeHook(hook);
    }
    return report(options, ledger, text, failure, out, err);
  }

  private static Settings settings(WorkDirectory directory, DemoOptions options) {
    return new Settings(
        options.seed(),
        directory.path(),
        options.serverCommand(),
        System::nanoTime,
        InstantSource.system(),
        new SecureRandom(),
        Pace.ofDemonstration());
  }

  private static int report(
      DemoOptions options,
      Ledger ledger,
      TextReport text,
      String failure,
      PrintStream out,
      PrintStream err) {
    if (!failure.isEmpty()) {
      if (options.form() == DemoOptions.Form.JSON) {
        new JsonReport().printFailure(ledger, failure, out);
      }
      err.println("stillpoint demo: " + failure);
      return BROKEN;
    }
    text.finish(ledger);
    if (options.form() == DemoOptions.Form.JSON) {
      new JsonReport().print(ledger, out);
    }
    return ledger.allProofsPassed() ? PROVED : REFUTED;
  }

  private static void cleanUp(Demonstration demonstration, WorkDirectory directory) {
    demonstration.close();
    try {
      directory.close();
    } catch (IOException e) {
      System.err.println("stillpoint demo: could not delete " + directory.path() + ": " + e);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }
}
