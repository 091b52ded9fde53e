package dev.stillpoint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kernel's cache of file contents. */
final class PageCache {
  private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

  private PageCache() {}

  /** Why it cannot be dropped here; empty when it can. */
  static Optional<String> absence() {
    return Files.isWritable(DROP)
        ? Optional.empty()
        : Optional.of("only root can drop the page cache, by " + DROP);
  }

  /** Forgets everything that is on a device. */
  static void drop() throws CannotMeasure {
    try {
      Files.writeString(DROP, "3\n");
    } catch (IOException e) {
      throw new CannotMeasure("the page cache could not be dropped: " + e.getMessage(), e);
    }
  }
}
