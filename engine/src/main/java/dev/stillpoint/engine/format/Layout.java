package dev.stillpoint.engine.format;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Sizes and accessors that all formats of the log share. */
public final class Layout {
  private Layout() {}

  /** Bytes of a block; the granularity of the map, of batches and of checksums. */
  public static final int BLOCK_BYTES = 4096;

  /** log2 of {@link #BLOCK_BYTES}. */
  public static final int BLOCK_SHIFT = 12;

  /** A 64-bit little-endian integer at any alignment. */
  public static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A 32-bit little-endian integer at any alignment. */
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A 16-bit little-endian integer at any alignment. */
  public static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A byte. */
  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
}
