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
 *  10 move      type 1, family 8, block 8, old location 8, count 4, count checksums of 4
 * </pre>
 *
 * <p>The checksum of a data block stands with the record that names the block, so volume, block
 * number and LSN are its stamp.
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
      case LogRecord.Write w -> writeBytes(w.count());
      case LogRecord.Zero _ -> 26;
      case LogRecord.CreateVolume _ -> 17;
      case LogRecord.CloneVolume _ -> 25;
      case LogRecord.ResizeVolume _ -> 17;
      case LogRecord.DeleteVolume _ -> 9;
      case LogRecord.Freeze f -> 21 + 16 * f.members().size();
      case LogRecord.RollBack r -> 21 + 24 * r.members().size();
      case LogRecord.DeleteImages d -> 5 + 8 * d.images().size();
      case LogRecord.Move m -> 29 + 4 * m.count();
    };
  }

  /** Bytes that a write of {@code count} blocks takes, its payload aside. */
  public static int writeBytes(int count) {
    return 21 + 4 * count;
  }

  /** Encodes a write; returns the position behind it. */
  public static int putWrite(
      MemorySegment to, int at, long volume, long block, int count, int[] checks, int firstCheck) {
    to.set(BYTE, at, WRITE);
    to.set(LONG, at + 1L, volume);
    to.set(LONG, at + 9L, block);
    to.set(INT, at + 17L, count);
    return putChecks(to, at + 21, count, checks, firstCheck);
  }

  private static int putChecks(MemorySegment to, int at, int count, int[] checks, int firstCheck) {
    for (int i = 0; i < count; i++) {
      to.set(INT, at + 4L * i, checks[firstCheck + i]);
    }
    return at + 4 * count;
  }

  /**
   * Encodes a record; returns the position behind it.
   *
   * @param checks checksums of the payload of a write or a move, unused otherwise
   */
  public static int put(MemorySegment to, int at, LogRecord record, int[] checks) {
    return switch (record) {
      case LogRecord.Write w -> putWrite(to, at, w.volume(), w.block(), w.count(), checks, 0);
      case LogRecord.Zero z -> {
        int next = putLongs(to, at, ZERO, z.volume(), z.block(), z.count());
        to.set(BYTE, next, (byte) (z.allocated() ? 1 : 0));
        yield next + 1;
      }
      case LogRecord.CreateVolume c -> putLongs(to, at, CREATE, c.volume(), c.sizeBlocks());
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
      case LogRecord.Move m -> {
        int next = putLongs(to, at, MOVE, m.family(), m.block(), m.oldLocation());
        to.set(INT, next, m.count());
        yield putChecks(to, next + 4, m.count(), checks, 0);
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
        case WRITE -> {
          long volume = number();
          long block = number();
          int count = checks(BatchHeader.PAYLOAD_BLOCKS_MAX);
          sink.record(new LogRecord.Write(volume, block, count), count, checks);
        }
        case MOVE -> {
          long family = number();
          long block = number();
          long old = number();
          int count = checks(BatchHeader.PAYLOAD_BLOCKS_MAX);
          sink.record(new LogRecord.Move(family, block, count, old), count, checks);
        }
        default -> sink.record(small(type), 0, checks);
      }
    }

    private LogRecord small(byte type) {
      return switch (type) {
        case ZERO -> new LogRecord.Zero(number(), number(), number(), from.get(BYTE, take(1)) != 0);
        case CREATE -> new LogRecord.CreateVolume(number(), number());
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

    private int checks(int most) {
      int count = from.get(INT, take(4));
      if (count < 1 || count > most) {
        throw new UnknownRecord("a record with " + count + " blocks, at most " + most);
      }
      long first = take(4 * count);
      for (int i = 0; i < count; i++) {
        checks[i] = from.get(INT, first + 4L * i);
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
