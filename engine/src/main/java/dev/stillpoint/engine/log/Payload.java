package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.Seals;
import java.lang.foreign.MemorySegment;

/**
 * Blocks as they are to stand in the log.
 *
 * @param bytes one block after the other
 * @param checks a checksum of each, at least
 * @param seals see {@link Seals}; empty if the blocks are plain
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(MemorySegment bytes, int[] checks, byte[] seals) {
  /** Blocks that are stored as they are. */
  public static Payload plain(MemorySegment bytes, int[] checks) {
    return new Payload(bytes, checks, Seals.NONE);
  }

  public boolean sealed() {
    return seals.length > 0;
  }
}
