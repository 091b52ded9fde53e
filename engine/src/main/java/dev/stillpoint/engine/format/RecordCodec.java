package dev.stillpoint.engine.format;

import static dev.stillpoint.engine.format.Layout.BYTE;
import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as they stand in a batch header, one after the other without padding.
 *
 * <pre>
 *   1 write     type 1, volume 8, block 8, count 4, count checksums of 4
 *   2 zero      type 1, volume 8, block 8, count 8, allocated 1
 *   3 create    type 1, volume 8, size 8
 *   4 clone     type 1, volume 8, image 8, size 8
 *   5 resize    type 1, volume 8, size 8
 *   6 delete    type 1, volume 8
 *   7 freeze    type 1, group 8, time 8, n 4, n times (volume 8, image 8)
 *   8 roll back type 1, group 8, time 8, n 4, n times (volume 8, image 8, undo 8)
 *   9 images    type 1, n 4, n times image 8
 *  10 move      type 1, family 8, block 8, old location 8, identity 8, count 4,
 *               count checksums of 4
 *  11 write     sealed: type 1, volume 8, block 8, count 4, nonce 12,
 *               count times (checksum 4, tag 16)
 *  12 create    sealed: type 1, volume 8, size 8, data key 8
 *  13 move      sealed: type 1, family 8, block 8, old location 8, identity 8, count 4,
 *               count times (checksum 4, nonce 12, tag 16)
 * </pre>
 *
 * <p>The checksum of a data block stands with the record that names the block, so volume, block
 * number and LSN are its stamp. That of a sealed block is made over the sealed bytes: whoever has
 * no key can tell whether they are what was written. The nonce of a sealed write is that of its
 * first block, and the others count on from there; a move brings each block with the nonce that it
 * was sealed under (see {@link Seals}).
 */
public final class RecordCodec {
  private RecordCodec() {}

  private static final byte WRITE = 1;
  private static final byte ZERO = 2;
  private static final byte CREATE = 3;
  private static final byte CLONE = 4;
  private static final byte RESIZE = 5;
  private static final byte DELETE = 6;
  private static final byte FREEZE = 7;
  private static final byte ROLL_BACK = 8;
  private static final byte DELETE_IMAGES = 9;
  private static final byte MOVE = 10;
  private static final byte WRITE_SEALED = 11;
  private static final byte CREATE_SEALED = 12;
  private static final byte MOVE_SEALED = 13;

  /** Bytes of a zero. */
  public static final int ZERO_BYTES = 26;

  /** The most images that one deletion record names. */
  public static final int DELETE_IMAGES_MAX = 400;

  /** Receives decoded records in order. */
  public interface Sink {
    /**
     * One record.
     *
     * @param payloadBlocks blocks of the payload that belong to this record
     * @param checks array whose first {@code payloadBlocks} entries are their checksums; valid
     *     during the call only
     */
    void record(LogRecord record, int payloadBlocks, int[] checks);
  }

  /**
   * Thrown when bytes under a valid checksum are no record: a format that this code is too old for.
   */
  public static final class UnknownRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownRecord(String message) {
      super(message);
    }
  }

  /** Bytes that a record takes, its payload aside. */
  public static int bytes(LogRecord record) {
    return switch (record) {
      case LogRecord.Write w -> writeBytes(w.count(), w.sealed());
      case LogRecord.Zero _ -> ZERO_BYTES;
      case LogRecord.CreateVolume c -> c.key() == LogRecord.PLAIN ? 17 : 25;
      case LogRecord.CloneVolume _ -> 25;
      case LogRecord.ResizeVolume _ -> 17;
      case LogRecord.DeleteVolume _ -> 9;
      case LogRecord.Freeze f -> 21 + 16 * f.members().size();
      case LogRecord.RollBack r -> 21 + 24 * r.members().size();
      case LogRecord.DeleteImages d -> 5 + 8 * d.images().size();
      case LogRecord.Move m -> moveBytes(m.count(), m.sealed());
    };
  }

  /** Bytes that a write of {@code count} blocks takes, its payload aside. */
  public static int writeBytes(int count, boolean sealed) {
    return sealed ? 21 + Seals.NONCE_BYTES + (4 + Seals.TAG_BYTES) * count : 21 + 4 * count;
  }

  /** Bytes that a move of {@code count} blocks takes, its payload aside. */
  public static int moveBytes(int count, boolean sealed) {
    return 37 + (sealed ? 4 + Seals.BYTES : 4) * count;
  }

  /** The most blocks that a write brings whose record takes {@code bytes} at most. */
  public static int writeBlocksMax(int bytes, boolean sealed) {
    int each = writeBytes(1, sealed) - writeBytes(0, sealed);
    return Math.max(0, bytes - writeBytes(0, sealed)) / each;
  }

  /** The most blocks that a move brings whose record takes {@code bytes} at most. */
  public static int moveBlocksMax(int bytes, boolean sealed) {
    int each = moveBytes(1, sealed) - moveBytes(0, sealed);
    return Math.max(0, bytes - moveBytes(0, sealed)) / each;
  }

  /**
   * Encodes a write; returns the position behind it.
   *
   * @param seals see {@link Seals}; empty if the blocks are plain
   * @param first which of the checksums and seals is that of the first block
   */
  public static int putWrite(
      MemorySegment to,
      int at,
      long volume,
      long block,
      int count,
      int[] checks,
      byte[] seals,
      int first) {
    boolean sealed = seals.length > 0;
    to.set(BYTE, at, sealed ? WRITE_SEALED : WRITE);
    to.set(LONG, at + 1L, volume);
    to.set(LONG, at + 9L, block);
    to.set(INT, at + 17L, count);
    return sealed
        ? Seals.putWrite(to, at + 21, count, checks, seals, first)
        : putChecks(to, at + 21, count, checks, first);
  }

  private static int putChecks(MemorySegment to, int at, int count, int[] checks, int firstCheck) {
    for (int i = 0; i < count; i++) {
      to.set(INT, at + 4L * i, checks[firstCheck + i]);
    }
    return at + 4 * count;
  }

  /** Encodes a move; returns the position behind it. */
  public static int putMove(
      MemorySegment to, int at, LogRecord.Move move, int[] checks, byte[] seals) {
    byte type = move.sealed() ? MOVE_SEALED : MOVE;
    int next =
        putLongs(to, at, type, move.family(), move.block(), move.oldLocation(), move.identity());
    to.set(INT, next, move.count());
    return move.sealed()
        ? Seals.putMove(to, next + 4, move.count(), checks, seals)
        : putChecks(to, next + 4, move.count(), checks, 0);
  }

  /** Encodes a record that has no payload; returns the position behind it. */
  public static int put(MemorySegment to, int at, LogRecord record) {
    return switch (record) {
      case LogRecord.Write _, LogRecord.Move _ ->
          throw new IllegalArgumentException("a record with payload");
      case LogRecord.Zero z -> {
        int next = putLongs(to, at, ZERO, z.volume(), z.block(), z.count());
        to.set(BYTE, next, (byte) (z.allocated() ? 1 : 0));
        yield next + 1;
      }
      case LogRecord.CreateVolume c ->
          c.key() == LogRecord.PLAIN
              ? putLongs(to, at, CREATE, c.volume(), c.sizeBlocks())
              : putLongs(to, at, CREATE_SEALED, c.volume(), c.sizeBlocks(), c.key());
      case LogRecord.CloneVolume c ->
          putLongs(to, at, CLONE, c.volume(), c.image(), c.sizeBlocks());
      case LogRecord.ResizeVolume r -> putLongs(to, at, RESIZE, r.volume(), r.sizeBlocks());
      case LogRecord.DeleteVolume d -> putLongs(to, at, DELETE, d.volume());
      case LogRecord.Freeze f -> {
        int next = putLongs(to, at, FREEZE, f.group(), f.timeMillis());
        to.set(INT, next, f.members().size());
        next += 4;
        for (LogRecord.FreezeMember member : f.members()) {
          to.set(LONG, next, member.volume());
          to.set(LONG, next + 8L, member.image());
          next += 16;
        }
        yield next;
      }
      case LogRecord.RollBack r -> {
        int next = putLongs(to, at, ROLL_BACK, r.undoGroup(), r.timeMillis());
        to.set(INT, next, r.members().size());
        next += 4;
        for (LogRecord.RollBackMember member : r.members()) {
          to.set(LONG, next, member.volume());
          to.set(LONG, next + 8L, member.image());
          to.set(LONG, next + 16L, member.undo());
          next += 24;
        }
        yield next;
      }
      case LogRecord.DeleteImages d -> {
        to.set(BYTE, at, DELETE_IMAGES);
        to.set(INT, at + 1L, d.images().size());
        int next = at + 5;
        for (long image : d.images()) {
          to.set(LONG, next, image);
          next += 8;
        }
        yield next;
      }
    };
  }

  private static int putLongs(MemorySegment to, int at, byte type, long... values) {
    to.set(BYTE, at, type);
    for (int i = 0; i < values.length; i++) {
      to.set(LONG, at + 1L + 8L * i, values[i]);
    }
    return at + 1 + 8 * values.length;
  }

  /**
   * Decodes all records of a sealed batch header.
   *
   * @throws UnknownRecord when the bytes are not records of this version
   */
  public static void decode(MemorySegment header, BatchHeader fixed, Sink sink) {
    Reader reader =
        new Reader(
            header, BatchHeader.RECORDS_OFFSET, BatchHeader.RECORDS_OFFSET + fixed.recordBytes());
    for (int i = 0; i < fixed.recordCount(); i++) {
      reader.next(sink);
    }
    if (reader.at != reader.end) {
      throw new UnknownRecord(
          "batch has " + (reader.end - reader.at) + " bytes behind its records");
    }
  }

  /** Blocks of payload that the record at {@code at} brings. */
  static int payloadBlocks(MemorySegment header, int at) {
    return switch (header.get(BYTE, at)) {
      case WRITE, WRITE_SEALED -> header.get(INT, at + 17L);
      case MOVE, MOVE_SEALED -> header.get(INT, at + 33L);
      default -> 0;
    };
  }

  /** Whether the record at {@code at} is a sealed write. */
  static boolean isSealedWrite(MemorySegment header, int at) {
    return header.get(BYTE, at) == WRITE_SEALED;
  }

  /** Whether the record at {@code at} is a sealed move. */
  static boolean isSealedMove(MemorySegment header, int at) {
    return header.get(BYTE, at) == MOVE_SEALED;
  }

  /** Bytes of the record at {@code at}, whose encoding is known to be whole. */
  static int bytesAt(MemorySegment header, int at) {
    byte type = header.get(BYTE, at);
    return switch (type) {
      case WRITE, WRITE_SEALED -> writeBytes(payloadBlocks(header, at), type == WRITE_SEALED);
      case MOVE, MOVE_SEALED -> moveBytes(payloadBlocks(header, at), type == MOVE_SEALED);
      case ZERO -> ZERO_BYTES;
      case CREATE, RESIZE -> 17;
      case CREATE_SEALED, CLONE -> 25;
      case DELETE -> 9;
      case FREEZE -> 21 + 16 * header.get(INT, at + 17L);
      case ROLL_BACK -> 21 + 24 * header.get(INT, at + 17L);
      case DELETE_IMAGES -> 5 + 8 * header.get(INT, at + 1L);
      default -> throw new UnknownRecord("record type " + type + " at byte " + at);
    };
  }

  private static final class Reader {
    private final MemorySegment from;
    private final int end;
    private final int[] checks = new int[BatchHeader.PAYLOAD_BLOCKS_MAX];
    private int at;

    Reader(MemorySegment from, int at, int end) {
      this.from = from;
      this.at = at;
      this.end = end;
    }

    void next(Sink sink) {
      byte type = from.get(BYTE, take(1));
      switch (type) {
        case WRITE, WRITE_SEALED -> {
          boolean sealed = type == WRITE_SEALED;
          long volume = number();
          long block = number();
          int count = sealed ? checks(Seals.NONCE_BYTES, Seals.TAG_BYTES) : checks(0, 0);
          sink.record(new LogRecord.Write(volume, block, count, sealed), count, checks);
        }
        case MOVE, MOVE_SEALED -> {
          boolean sealed = type == MOVE_SEALED;
          long family = number();
          long block = number();
          long old = number();
          long identity = number();
          int count = checks(0, sealed ? Seals.BYTES : 0);
          sink.record(
              new LogRecord.Move(family, block, count, old, identity, sealed), count, checks);
        }
        default -> sink.record(small(type), 0, checks);
      }
    }

    private LogRecord small(byte type) {
      return switch (type) {
        case ZERO -> new LogRecord.Zero(number(), number(), number(), from.get(BYTE, take(1)) != 0);
        case CREATE -> new LogRecord.CreateVolume(number(), number(), LogRecord.PLAIN);
        case CREATE_SEALED -> new LogRecord.CreateVolume(number(), number(), number());
        case CLONE -> new LogRecord.CloneVolume(number(), number(), number());
        case RESIZE -> new LogRecord.ResizeVolume(number(), number());
        case DELETE -> new LogRecord.DeleteVolume(number());
        case FREEZE -> {
          long group = number();
          long time = number();
          int count = count(16);
          List<LogRecord.FreezeMember> members = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            members.add(new LogRecord.FreezeMember(number(), number()));
          }
          yield new LogRecord.Freeze(group, time, members);
        }
        case ROLL_BACK -> {
          long group = number();
          long time = number();
          int count = count(24);
          List<LogRecord.RollBackMember> members = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            members.add(new LogRecord.RollBackMember(number(), number(), number()));
          }
          yield new LogRecord.RollBack(group, time, members);
        }
        case DELETE_IMAGES -> {
          int count = count(8);
          List<Long> images = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            images.add(number());
          }
          yield new LogRecord.DeleteImages(images);
        }
        default -> throw new UnknownRecord("record type " + type + " at byte " + (at - 1));
      };
    }

    /** Takes the count, what stands before the checksums, and each of them with what follows it. */
    private int checks(int bytesBefore, int bytesBehindEach) {
      int count = from.get(INT, take(4));
      if (count < 1 || count > BatchHeader.PAYLOAD_BLOCKS_MAX) {
        throw new UnknownRecord(
            "a record with " + count + " blocks, at most " + BatchHeader.PAYLOAD_BLOCKS_MAX);
      }
      take(bytesBefore);
      int each = 4 + bytesBehindEach;
      long first = take(each * count);
      for (int i = 0; i < count; i++) {
        checks[i] = from.get(INT, first + (long) each * i);
      }
      return count;
    }

    private int count(int bytesEach) {
      int count = from.get(INT, take(4));
      if (count < 0 || (long) count * bytesEach > end - at) {
        throw new UnknownRecord("a record with " + count + " members");
      }
      return count;
    }

    private long number() {
      return from.get(LONG, take(8));
    }

    private long take(int bytes) {
      if (bytes > end - at) {
        throw new UnknownRecord("a record reaches beyond its batch");
      }
      int first = at;
      at += bytes;
      return first;
    }
  }
}
