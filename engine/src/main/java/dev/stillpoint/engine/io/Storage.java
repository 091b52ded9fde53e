package dev.stillpoint.engine.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A flat directory of fixed-size files that belongs to one pool.
 *
 * <p>Promises: a file that {@link #create} returned exists after a power cut, with its size; its
 * contents are undefined until written. A deleted file may come back after a power cut with any
 * former contents, until {@link #syncNames}. Safe for use by several threads.
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

  /**
   * Gives a file another name, durably: a power cut finds it under one of both, with what it holds.
   */
  default void rename(String from, String to) throws IOException {
    throw new IOException("no file can be renamed here, so not " + from);
  }

  /** Deletes a file if it exists. */
  void delete(String name) throws IOException;

  /** Files that were deleted before this, by whatever process, do not come back. */
  void syncNames() throws IOException;

  /**
   * What {@link #newLastingMemory} gave last: memory that outlives the process and not the machine.
   * It holds what was stored there in the order in which it was stored, however the process ended.
   *
   * @return empty if there is none, or the machine was started again since
   */
  default Optional<MemorySegment> lastingMemory() throws IOException {
    return Optional.empty();
  }

  /**
   * Memory of zeros, aligned to 4096 bytes, that {@link #lastingMemory} will find, in place of any
   * that there was. Where a storage has nothing that lasts, it ends with the process, and nothing
   * will be found.
   */
  default MemorySegment newLastingMemory(long bytes) throws IOException {
    return Arena.ofAuto().allocate(bytes, 4096);
  }

  /** Gives the lasting memory back. */
  default void dropLastingMemory() throws IOException {}

  @Override
  void close() throws IOException;
}
