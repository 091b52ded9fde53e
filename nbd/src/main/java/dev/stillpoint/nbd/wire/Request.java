package dev.stillpoint.nbd.wire;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A request of the transmission phase, read where it lies.
 *
 * <pre>
 *  0  u32  0x25609513
 *  4  u16  command flags
 *  6  u16  type
 *  8  u64  cookie
 * 16  u64  offset
 * 24  u32  length
 * 28       payload of a WRITE
 * </pre>
 */
public final class Request {
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Request() {}

  /** Whether what lies at {@code at} begins as a request does. */
  public static boolean begins(MemorySegment in, long at) {
    return in.get(INT, at) == Wire.REQUEST_MAGIC;
  }

  /** See {@link Wire.CommandFlag}. */
  public static int flags(MemorySegment in, long at) {
    return Short.toUnsignedInt(in.get(SHORT, at + 4));
  }

  /** See {@link Wire.Command}. */
  public static int type(MemorySegment in, long at) {
    return Short.toUnsignedInt(in.get(SHORT, at + 6));
  }

  /** Opaque; the reply repeats it. */
  public static long cookie(MemorySegment in, long at) {
    return in.get(LONG, at + 8);
  }

  /** Unsigned: a negative one lies beyond every export. */
  public static long offset(MemorySegment in, long at) {
    return in.get(LONG, at + 16);
  }

  /** Bytes, 0 to 2^32 - 1. */
  public static long length(MemorySegment in, long at) {
    return Integer.toUnsignedLong(in.get(INT, at + 24));
  }
}
