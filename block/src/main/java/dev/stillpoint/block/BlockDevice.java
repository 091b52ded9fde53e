package dev.stillpoint.block;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One holder's handle on a volume (read-write) or an image (read-only). Several handles on one
 * volume see the same bytes in the same order; each is fenced on its own.
 *
 * <p>Offsets and lengths are bytes of any alignment; a request of length zero is allowed and does
 * nothing. Memory handed in is native or lies over a byte array, and is used only during the call.
 * Every method is safe for use by several threads at once. When a request has been answered, every
 * later request of any handle sees it.
 */
public interface BlockDevice extends AutoCloseable {
  /** Present size in bytes; grows when the volume is resized. */
  long sizeBytes();

  /** True for an image. */
  boolean readOnly();

  /**
   * Fills {@code destination} with the bytes at {@code offset}; every byte was checked against its
   * checksum.
   */
  void read(long offset, MemorySegment destination) throws BlockFault;

  /**
   * As {@link #read}, unless some of the bytes would have to be waited for.
   *
   * @return false if they would: then nothing is promised about {@code destination}, and {@link
   *     #read} is to be called where waiting holds up nobody
   */
  default boolean readIfWarm(long offset, MemorySegment destination) throws BlockFault {
    read(offset, destination);
    return true;
  }

  /** Writes all bytes of {@code source} at {@code offset}. */
  void write(long offset, MemorySegment source, Durability durability) throws BlockFault;

  /**
   * Makes a range read as zeros. A block that it covers in part is written if it holds data;
   * otherwise it stays as it is, and takes no room. A crash leaves all of it or nothing.
   */
  void zero(long offset, long length, Zeroing zeroing, Durability durability) throws BlockFault;

  /**
   * Makes everything durable that was answered, on any handle of any volume of the pool, before
   * this call.
   */
  void flush() throws BlockFault;

  /**
   * Describes {@code length} bytes from {@code offset} as adjacent runs that cover the range from
   * its first byte on.
   *
   * @param limit the most runs to answer, at least one; when they do not reach the end of the
   *     range, the answer stops early
   */
  List<Extent> extents(long offset, long length, int limit) throws BlockFault;

  /**
   * Cuts this handle off: once this returns, nothing that was sent through it and is not yet
   * applied ever will be, and every later call fails with {@link BlockFault.Fenced}. What was
   * answered stays. Idempotent.
   */
  void fence();

  /** As {@link #fence}. */
  @Override
  default void close() {
    fence();
  }
}
