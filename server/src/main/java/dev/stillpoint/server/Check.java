package dev.stillpoint.server;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.recovery.Consistency;
import dev.stillpoint.control.recovery.Finding;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.engine.EmbeddedEngine;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.directory.DataDirectory;
import dev.stillpoint.server.exports.ClosedGate;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies a data directory that no server uses: the engine compares its log, maps, accounting and
 * checksums with each other and reads every live block; control compares the catalog with what the
 * engine holds. Without repair nothing is changed.
 */
public final class Check {
  /** Everything agrees. */
  public static final int CLEAN = 0;

  /** Something does not; a line says what. */
  public static final int FINDINGS = 1;

  /** The check could not be done; a line says why. */
  public static final int CANNOT_RUN = 2;

  private final PrintWriter out;
  private final InstantSource clock = InstantSource.system();
  private int findings;

  private Check(PrintWriter out) {
    this.out = out;
  }

  /**
   * Checks, and says on {@code out} what it found, a line each.
   *
   * @param repair mend the pool first, as far as nothing more is lost by it, and settle what a
   *     crash left half done, as the server does when it starts
   * @return {@link #CLEAN}, {@link #FINDINGS} or {@link #CANNOT_RUN}
   */
  public static int run(Path data, boolean repair, PrintWriter out) {
    return guarded(
        () -> {
          try (DataDirectory directory = DataDirectory.openExisting(data)) {
            Check check = new Check(out);
            if (repair) {
              check.settle(directory);
            }
            check.compare(directory);
            out.println(check.findings == 0 ? "clean" : check.findings + " findings");
            return check.findings == 0 ? CLEAN : FINDINGS;
          }
        },
        out);
  }

  /**
   * Nothing that breaks the check off may look like a finding, whatever it is: an invariant that
   * does not hold in a room is an {@link Error}.
   */
  static int guarded(Work work, PrintWriter out) {
    try {
      return work.run();
    } catch (CannotStart
        | BlockFault
        | IOException
        | RuntimeException
        | Invariant.Broken
        | LinkageError
        | StackOverflowError e) {
      out.println("cannot run: " + sentence(e));
      return CANNOT_RUN;
    } finally {
      out.flush();
    }
  }

  private static String sentence(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
    return message.isEmpty() ? cause.toString() : message.lines().findFirst().orElseThrow();
  }

  private void settle(DataDirectory directory) throws CannotStart, BlockFault {
    Rooms.repair(directory, clock).forEach(sentence -> out.println("repaired: " + sentence));
    SecureRandom random = new SecureRandom();
    try (Catalog catalog = Rooms.catalog(directory);
        BlockEngine engine =
            Rooms.engine(directory, Config.defaults(directory.path()), clock, KeyRing.EMPTY)) {
      ControlRoom.open(
              Config.defaults(directory.path()),
              catalog,
              engine,
              new ClosedGate(),
              DataKeys.without(catalog, random),
              clock,
              random)
          .reconciliation()
          .settle()
          .forEach(sentence -> out.println("settled: " + sentence));
    }
  }

  private void compare(DataDirectory directory) throws CannotStart, BlockFault, IOException {
    try (EmbeddedEngine.Inspection pool = Rooms.inspection(directory, clock)) {
      pool.findings().forEach(this::found);
      try (CatalogCopy copy = CatalogCopy.of(directory)) {
        Consistency.check(copy.catalog(), pool.engine(), Optional.empty()).forEach(this::weigh);
      }
    }
  }

  /** An intent is what a crash leaves; the next start settles it, and nothing is wrong with it. */
  private void weigh(Finding finding) {
    switch (finding.kind()) {
      case INTENT, TOKEN ->
          out.println("note: " + finding + "; the next start or --repair settles it");
      case DISK, SNAPSHOT, GROUP, INSTANCE, EXPORT, UNKNOWN -> found(finding.toString());
    }
  }

  private void found(String sentence) {
    findings++;
    out.println("finding: " + sentence);
  }

  /** What may break off. */
  @FunctionalInterface
  interface Work {
    int run() throws CannotStart, BlockFault, IOException;
  }
}
