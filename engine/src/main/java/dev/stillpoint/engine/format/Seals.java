package dev.stillpoint.engine.format;

import static dev.stillpoint.engine.format.Layout.BYTE;
import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What it takes, besides the key, to open a sealed block. A sealed block is as long as a plain one;
 * its seal stands in the record that brought it, in the header of its batch, and nowhere else.
 *
 * <pre>
 *   0  epoch    4   of the life that sealed the block } the nonce
 *   4  counter  8   counts the blocks of that life    }
 *  12  tag     16   of AES-256-GCM, over the block and its identity
 * </pre>
 *
 * <p>In memory the seals of several blocks stand one after the other in an array of bytes.
 */
public final class Seals {
  /** Bytes of a nonce. */
  public static final int NONCE_BYTES = 12;

  /** Bytes of a tag. */
  public static final int TAG_BYTES = 16;

  /** Bytes of a seal. */
  public static final int BYTES = NONCE_BYTES + TAG_BYTES;

  /** The seals of blocks that are plain. */
  public static final byte[] NONE = {};

  private static final int CHECK_BYTES = 4;
  private static final int COUNTER_AT = 4;

  private Seals() {}

  /** Puts a nonce into the {@code index}-th of some seals. */
  public static void nonce(byte[] seals, int index, int epoch, long counter) {
    MemorySegment memory = MemorySegment.ofArray(seals);
    memory.set(INT, (long) index * BYTES, epoch);
    memory.set(LONG, (long) index * BYTES + COUNTER_AT, counter);
  }

  static int putWrite(MemorySegment to, int at, int count, int[] checks, byte[] seals, int first) {
    copy(seals, first * BYTES, to, at, NONCE_BYTES);
    int next = at + NONCE_BYTES;
    for (int i = first; i < first + count; i++) {
      to.set(INT, next, checks[i]);
      copy(seals, i * BYTES + NONCE_BYTES, to, next + CHECK_BYTES, TAG_BYTES);
      next += CHECK_BYTES + TAG_BYTES;
    }
    return next;
  }

  static int putMove(MemorySegment to, int at, int count, int[] checks, byte[] seals) {
    int next = at;
    for (int i = 0; i < count; i++) {
      to.set(INT, next, checks[i]);
      copy(seals, i * BYTES, to, next + CHECK_BYTES, BYTES);
      next += CHECK_BYTES + BYTES;
    }
    return next;
  }

  private static void copy(byte[] from, int index, MemorySegment to, long at, int bytes) {
    MemorySegment.copy(from, index, to, BYTE, at, bytes);
  }

  /**
   * Finds a seal in the header of a batch.
   *
   * @param header one that is intact, or still fills
   * @param recordsEnd where its records end
   * @param index which block of the payload, from 0
   * @param to receives the seal at {@code at}
   * @return false when that block is not sealed or there is none
   */
  public static boolean find(MemorySegment header, int recordsEnd, int index, byte[] to, int at) {
    int passed = 0;
    int record = BatchHeader.RECORDS_OFFSET;
    while (record < recordsEnd) {
      int blocks = RecordCodec.payloadBlocks(header, record);
      if (index < passed + blocks) {
        return take(header, record, index - passed, to, at);
      }
      passed += blocks;
      record += RecordCodec.bytesAt(header, record);
    }
    return false;
  }

  private static boolean take(MemorySegment header, int record, int index, byte[] to, int at) {
    if (RecordCodec.isSealedMove(header, record)) {
      long from = record + RecordCodec.moveBytes(index, true) + (long) CHECK_BYTES;
      MemorySegment.copy(header, ValueLayout.JAVA_BYTE, from, to, at, BYTES);
      return true;
    }
    if (!RecordCodec.isSealedWrite(header, record)) {
      return false;
    }
    long nonce = record + RecordCodec.writeBytes(0, true) - (long) NONCE_BYTES;
    MemorySegment seal = MemorySegment.ofArray(to);
    seal.set(INT, at, header.get(INT, nonce));
    seal.set(LONG, at + (long) COUNTER_AT, header.get(LONG, nonce + COUNTER_AT) + index);
    long tag = record + RecordCodec.writeBytes(index, true) + (long) CHECK_BYTES;
    MemorySegment.copy(header, ValueLayout.JAVA_BYTE, tag, to, at + NONCE_BYTES, TAG_BYTES);
    return true;
  }
}
