package dev.stillpoint.engine.io;

import java.io.IOException;
import java.util.List;

/**
 * A flat directory of fixed-size files that belongs to one pool.
 *
 * <p>Promises: a file that {@link #create} returned exists after a power cut, with its size; its
 * contents are undefined until written. A deleted file may come back after a power cut with any
 * former contents. Safe for use by several threads.
 */
public interface Storage extends AutoCloseable {
  /** Names of all files, sorted. */
  List<String> names() throws IOException;

  /**
   * Makes a file of {@code sizeBytes} (a multiple of 4096) whose space is allocated; replaces one
   * of the same name.
   */
  StorageFile create(String name, long sizeBytes) throws IOException;

  /** Opens an existing file. */
  StorageFile open(String name) throws IOException;

  /** Deletes a file if it exists. */
  void delete(String name) throws IOException;

  @Override
  void close() throws IOException;
}
