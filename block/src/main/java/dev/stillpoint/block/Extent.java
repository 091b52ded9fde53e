package dev.stillpoint.block;

/**
 * A run of bytes of one kind, as {@link BlockDevice#extents} reports it.
 *
 * @param offset first byte
 * @param length bytes, positive
 * @param kind what the run holds
 */
public record Extent(long offset, long length, Kind kind) {
  /** What a run holds. */
  public enum Kind {
    /** Stored bytes. */
    DATA,
    /** Nothing was ever written, or it was trimmed; reads as zeros. */
    HOLE,
    /** Written as zeros and meant to stay allocated; reads as zeros. */
    ZERO
  }
}
