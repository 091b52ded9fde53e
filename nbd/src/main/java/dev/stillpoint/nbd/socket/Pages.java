package dev.stillpoint.nbd.socket;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Zeroed native memory that the system gives and takes back at once, whatever the machine's other
 * threads do; pages that nobody touched cost nothing. Unlike memory of a shared arena it is not
 * guarded: whoever closes it has seen to it that nobody uses it any more.
 */
public final class Pages implements AutoCloseable {
  private final long address;
  private final long length;
  private MemorySegment memory;

  private Pages(long address, long length) {
    this.address = address;
    this.length = length;
    memory = MemorySegment.ofAddress(address).reinterpret(length);
  }

  /**
   * Gets memory, aligned to pages.
   *
   * @throws IOException if the system has none
   */
  public static Pages of(long bytes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = Linux.errnoCapture(arena);
      long address = Linux.mmap(capture, bytes);
      if (address == -1) {
        throw Linux.failure("mmap of " + bytes + " bytes", capture);
      }
      return new Pages(address, bytes);
    }
  }

  /** The memory; empty once it was given back. */
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void close() {
    if (memory.byteSize() > 0) {
      memory = MemorySegment.NULL;
      try (Arena arena = Arena.ofConfined()) {
        // It fails only for a range that was never mapped.
        Linux.munmap(Linux.errnoCapture(arena), address, length);
      }
    }
  }
}
