package dev.stillpoint.engine.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * One file of a {@link Storage}. Positions and lengths are multiples of 4096, and memory is aligned
 * to 4096 bytes, so that an implementation may bypass the page cache.
 *
 * <p>Until a {@link #sync} that began after a write has returned, any subset of the write's
 * 512-byte sectors may survive a power cut, in any order relative to other unsynced writes. A
 * failed sync promises nothing about any unsynced write, then or later. Safe for use by several
 * threads.
 */
public interface StorageFile extends AutoCloseable {
  long sizeBytes();

  /** Fills {@code destination} from {@code position}. */
  void read(long position, MemorySegment destination) throws IOException;

  /**
   * As {@link #read}, for bytes that were written before and are not written again while somebody
   * may read them: an implementation may answer from memory that the system has to spare. Whoever
   * finds them wrong asks {@link #read}, which always asks the medium. The destination may be
   * aligned as it likes.
   */
  default void readSettled(long position, MemorySegment destination) throws IOException {
    read(position, destination);
  }

  /**
   * As {@link #readSettled}, but does not wait for the medium.
   *
   * @return false if it would have to; then nothing is promised about {@code destination}
   */
  default boolean readSettledIfWarm(long position, MemorySegment destination) throws IOException {
    readSettled(position, destination);
    return true;
  }

  /** Writes all of {@code source} at {@code position}. */
  void write(long position, MemorySegment source) throws IOException;

  /** Makes every write that returned before this call durable. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
