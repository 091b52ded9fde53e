package dev.stillpoint.server.config;

import dev.stillpoint.server.fault.CannotStart;

/**
 * What the one setting {@code memory} is cut into. The JVM's own needs (code, classes, stacks, what
 * its collector keeps) come on top and stay below 256 MiB.
 *
 * <p>The launcher cuts the heap by the same rule before there is a JVM, see {@code
 * scripts/memory.sh}; a test compares both.
 *
 * @param totalBytes what was asked for
 * @param heapBytes the JVM's heap; the map cache and the footers are parts of it
 * @param mapCacheBytes nodes of the disks' maps
 * @param bufferBytes answered writes that wait for the log file
 * @param cacheBytes blocks that were read or written
 * @param connectionBytes requests of NBD clients
 */
public record MemoryPlan(
    long totalBytes,
    long heapBytes,
    long mapCacheBytes,
    long bufferBytes,
    long cacheBytes,
    long connectionBytes) {
  private static final long MIB = 1L << 20;

  /** Less does not hold a server that has anything to do. */
  static final long LEAST_BYTES = 512 * MIB;

  /** What a server has that is told nothing. */
  static final long DEFAULT_BYTES = 1024 * MIB;

  /** Seven sixteenths are the heap; three sevenths of that are for nodes. */
  private static final int HEAP_SIXTEENTHS = 7;

  private static final int MAP_CACHE_SEVENTHS = 3;

  private static final int CONNECTION_SIXTEENTHS = 5;

  private static final long BUFFER_BYTES_MAX = 256 * MIB;

  /** The largest requests that the protocol allows, some at a time. */
  private static final long CONNECTION_BYTES_MIN = 160 * MIB;

  private static final long CONNECTION_BYTES_MAX = 1024 * MIB;

  /** The plan for 1 GiB. */
  public static final MemoryPlan DEFAULT = cut(DEFAULT_BYTES);

  /**
   * Cuts.
   *
   * @throws CannotStart it is too little
   */
  static MemoryPlan of(long totalBytes) throws CannotStart {
    if (totalBytes < LEAST_BYTES) {
      throw new CannotStart(
          "memory must be at least " + LEAST_BYTES / MIB + "MiB, is " + shown(totalBytes) + ".");
    }
    return cut(totalBytes);
  }

  private static MemoryPlan cut(long total) {
    // Whole MiB, as the launcher counts.
    long heap = total / MIB * HEAP_SIXTEENTHS / 16 * MIB;
    long buffer = Math.min(BUFFER_BYTES_MAX, total / 16);
    long connections =
        Math.clamp(total / 16 * CONNECTION_SIXTEENTHS, CONNECTION_BYTES_MIN, CONNECTION_BYTES_MAX);
    return new MemoryPlan(
        total, heap, mapCache(heap), buffer, total - heap - buffer - connections, connections);
  }

  /** A seventh of the heap: what readers have to know of the blocks in segments. */
  public long footerBytes() {
    return heapBytes / HEAP_SIXTEENTHS;
  }

  private static long mapCache(long heap) {
    return heap / HEAP_SIXTEENTHS * MAP_CACHE_SEVENTHS;
  }

  /**
   * The same for a JVM that was given another heap; a smaller one has less room for nodes.
   *
   * @param heapBytesMax the most that the JVM will take
   */
  public MemoryPlan within(long heapBytesMax) {
    return new MemoryPlan(
        totalBytes,
        heapBytesMax,
        Math.min(mapCacheBytes, mapCache(heapBytesMax)),
        bufferBytes,
        cacheBytes,
        connectionBytes);
  }

  private static String shown(long bytes) {
    return bytes % MIB == 0 ? bytes / MIB + "MiB" : bytes + " bytes";
  }
}
