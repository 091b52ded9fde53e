package dev.stillpoint.demo;

import dev.stillpoint.demo.report.TextReport.Palette;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to run the demonstration.
 *
 * @param seed of the workload; the same seed writes the same transactions
 * @param form what is printed
 * @param keeping what becomes of the directory
 * @param directory an empty or new directory to work in; a temporary one if empty
 * @param serverCommand the command line that {@code serve --data DIR --api HOST:PORT} is appended
 *     to
 * @param palette the text report's colours
 */
public record DemoOptions(
    long seed,
    Form form,
    Keeping keeping,
    Optional<Path> directory,
    List<String> serverCommand,
    Palette palette) {
  /** Refuses an empty command line and copies it. */
  public DemoOptions {
    if (serverCommand.isEmpty()) {
      throw new IllegalArgumentException("a command line that starts the server is needed");
    }
    serverCommand = List.copyOf(serverCommand);
  }

  /** What is printed. */
  public enum Form {
    /** The report for people, as it happens. */
    TEXT,
    /** One JSON document, at the end. */
    JSON
  }

  /** What becomes of the directory. */
  public enum Keeping {
    /** It is deleted with everything in it. */
    DELETE,
    /** It stays. */
    KEEP
  }
}
