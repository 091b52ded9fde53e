package dev.stillpoint.engine.space;

import dev.stillpoint.engine.format.Layout;

/**
 * How locations, slots and blocks relate.
 *
 * @param shift log2 of the blocks in a segment, 5 to 18
 * @param slots the most segments that the pool may have
 */
public record Geometry(int shift, int slots) {
  /** Files are named by six digits. */
  private static final int SLOTS_MAX = 1_000_000;

  public Geometry {
    if (shift < 5 || shift > 18) {
      throw new IllegalArgumentException("segments have 2^5 to 2^18 blocks, not 2^" + shift);
    }
    if (slots < 8) {
      throw new IllegalArgumentException("a pool needs at least 8 segments, has " + slots);
    }
  }

  /** The geometry of a pool; both figures in bytes, the segment a power of two. */
  public static Geometry of(long segmentBytes, long poolBytes) {
    if (Long.bitCount(segmentBytes) != 1) {
      throw new IllegalArgumentException("segment size must be a power of two: " + segmentBytes);
    }
    int shift = Long.numberOfTrailingZeros(segmentBytes) - Layout.BLOCK_SHIFT;
    return new Geometry(shift, (int) Math.min(poolBytes / segmentBytes, SLOTS_MAX));
  }

  /** Blocks of a segment, the footer included. */
  public int blocks() {
    return 1 << shift;
  }

  public long segmentBytes() {
    return (long) blocks() << Layout.BLOCK_SHIFT;
  }

  /** Blocks of the footer, which are its pages. */
  public int footerBlocks() {
    return FooterCodec.pages(blocks());
  }

  /** Blocks for batches. */
  public int logBlocks() {
    return blocks() - footerBlocks();
  }

  /** Sequence number of the segment that a location names. */
  public long segment(long location) {
    return location >>> shift;
  }

  public int block(long location) {
    return (int) location & (blocks() - 1);
  }

  /**
   * A location: the name of a block for good, since no sequence number is given twice. Locations
   * are in the order of the log.
   */
  public long location(long segment, int block) {
    return (segment << shift) | block;
  }

  /** Byte position of a location within its segment's file. */
  public long position(long location) {
    return (long) block(location) << Layout.BLOCK_SHIFT;
  }
}
