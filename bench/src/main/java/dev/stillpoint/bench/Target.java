package dev.stillpoint.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A contender that serves its disk.
 *
 * @param contender its name in the report
 * @param command how it was started
 * @param socket unix socket of its NBD server
 * @param exportName the disk's name there, empty for the default export
 * @param process the running server
 */
record Target(
    String contender, List<String> command, Path socket, String exportName, ChildProcess process)
    implements AutoCloseable {
  /** Where fio finds the disk. */
  String uri() {
    return "nbd+unix:///" + exportName + "?socket=" + socket;
  }

  @Override
  public void close() {
    process.close();
  }
}
