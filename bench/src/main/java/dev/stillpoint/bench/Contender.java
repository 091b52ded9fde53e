package dev.stillpoint.bench;

import java.nio.file.Path;
import java.util.Optional;

/** A server that can take part in a comparison. */
interface Contender {
  /** Its name in the report. */
  String name();

  /** Why it cannot take part on this machine; empty when it can. */
  Optional<String> absence();

  /**
   * Starts it on an empty thin disk.
   *
   * @param directory an empty directory of its own
   * @param diskBytes size of the disk
   */
  Target start(Path directory, long diskBytes) throws CannotMeasure, InterruptedException;
}
