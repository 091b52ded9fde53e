package dev.stillpoint.nbd.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Replies of the transmission phase, written where they are sent from. Each method returns the
 * position after what it wrote.
 *
 * <pre>
 * simple reply             chunk of a structured reply
 *  0  u32  0x67446698       0  u32  0x668e33ef
 *  4  u32  error            4  u16  flags (1: last of its reply)
 *  8  u64  cookie           6  u16  type
 * 16       data             8  u64  cookie
 *                          16  u32  length of payload
 *                          20       payload
 *
 * payload of type 1, OFFSET_DATA       u64 offset, data
 * payload of type 5, BLOCK_STATUS      u32 context, n x (u32 length, u32 status)
 * payload of type 2^15 + 1, ERROR      u32 error, u16 length, text
 * </pre>
 */
public final class Reply {
  private static final ValueLayout.OfShort SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final short FLAG_DONE = 1;
  private static final short TYPE_NONE = 0;
  private static final short TYPE_OFFSET_DATA = 1;
  private static final short TYPE_BLOCK_STATUS = 5;
  private static final short TYPE_ERROR = (short) 0x8001;
  private static final int ERROR_FIXED_BYTES = 6;
  private static final int DESCRIPTOR_BYTES = 8;

  private Reply() {}

  /** A simple reply; with {@link Wire.Errno#OK} to a read, the data follows. */
  public static long simple(MemorySegment out, long at, int error, long cookie) {
    out.set(INT, at, Wire.SIMPLE_REPLY_MAGIC);
    out.set(INT, at + 4, error);
    out.set(LONG, at + 8, cookie);
    return at + Wire.SIMPLE_REPLY_BYTES;
  }

  /** The only chunk of a reply that carries nothing. */
  public static long none(MemorySegment out, long at, long cookie) {
    return chunk(out, at, TYPE_NONE, cookie, 0);
  }

  /** Head of the last chunk of a read's reply; {@code length} bytes of data, positive, follow. */
  public static long offsetData(MemorySegment out, long at, long cookie, long offset, long length) {
    return offsetData(FLAG_DONE, out, at, cookie, offset, length);
  }

  /** Head of a chunk of a read's reply that others follow. */
  public static long offsetDataFirst(
      MemorySegment out, long at, long cookie, long offset, long length) {
    return offsetData((short) 0, out, at, cookie, offset, length);
  }

  private static long offsetData(
      short flags, MemorySegment out, long at, long cookie, long offset, long length) {
    long next = chunk(flags, out, at, TYPE_OFFSET_DATA, cookie, Math.toIntExact(length + 8));
    out.set(LONG, next, offset);
    return next + 8;
  }

  /** Bytes of an error chunk with a text of so many bytes. */
  public static int errorBytes(int textBytes) {
    return Wire.CHUNK_BYTES + ERROR_FIXED_BYTES + textBytes;
  }

  /** The only chunk of a failed reply. */
  public static long error(MemorySegment out, long at, long cookie, int error, byte[] text) {
    long next = chunk(out, at, TYPE_ERROR, cookie, ERROR_FIXED_BYTES + text.length);
    out.set(INT, next, error);
    out.set(SHORT, next + 4, (short) text.length);
    MemorySegment.copy(text, 0, out, JAVA_BYTE, next + ERROR_FIXED_BYTES, text.length);
    return next + ERROR_FIXED_BYTES + text.length;
  }

  /** Bytes of a status chunk with so many descriptors. */
  public static int blockStatusBytes(int descriptors) {
    return Wire.CHUNK_BYTES + 4 + DESCRIPTOR_BYTES * descriptors;
  }

  /** Head of the only chunk of a block status reply; so many descriptors follow. */
  public static long blockStatus(MemorySegment out, long at, long cookie, int descriptors) {
    long next = chunk(out, at, TYPE_BLOCK_STATUS, cookie, 4 + DESCRIPTOR_BYTES * descriptors);
    out.set(INT, next, Wire.BASE_ALLOCATION_ID);
    return next + 4;
  }

  /** One descriptor of a block status reply. */
  public static long descriptor(MemorySegment out, long at, long length, int status) {
    out.set(INT, at, (int) length);
    out.set(INT, at + 4, status);
    return at + DESCRIPTOR_BYTES;
  }

  private static long chunk(MemorySegment out, long at, short type, long cookie, int length) {
    return chunk(FLAG_DONE, out, at, type, cookie, length);
  }

  private static long chunk(
      short flags, MemorySegment out, long at, short type, long cookie, int length) {
    out.set(INT, at, Wire.STRUCTURED_REPLY_MAGIC);
    out.set(SHORT, at + 4, flags);
    out.set(SHORT, at + 6, type);
    out.set(LONG, at + 8, cookie);
    out.set(INT, at + 16, length);
    return at + Wire.CHUNK_BYTES;
  }
}
