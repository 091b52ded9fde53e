package dev.stillpoint.nbd.session;

import dev.stillpoint.block.Extent;
import dev.stillpoint.nbd.session.LargeMemory.Lease;
import dev.stillpoint.nbd.wire.Reply;
import dev.stillpoint.nbd.wire.Wire;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Gathers replies and sends them together. Reads are filled in where they are sent from. For one
 * thread; several of them share a {@link SharedSender}.
 */
final class Outbox implements AutoCloseable {
  /** More than this is not gathered, so that the client can begin with what is ready. */
  private static final long GATHERED_BYTES_MAX = 128 << 10;

  private final SharedSender sender;
  private final boolean structured;
  private final int readHeadBytes;
  private final GrowingBuffer buffer;
  private long end;

  Outbox(SharedSender sender, boolean structured, GrowingBuffer buffer) {
    this.sender = sender;
    this.structured = structured;
    this.buffer = buffer;
    readHeadBytes = structured ? Wire.DATA_CHUNK_BYTES : Wire.SIMPLE_REPLY_BYTES;
  }

  /**
   * Makes room for the reply to a read of so many bytes.
   *
   * @return false if there is no memory for it now
   */
  boolean roomForRead(long length) throws IOException {
    return room(readHeadBytes + length);
  }

  /** Where the data of that read belongs. */
  MemorySegment readSlot(long length) throws IOException {
    return buffer.memory().asSlice(end + readHeadBytes, length);
  }

  /** Completes the reply whose data was filled in. */
  void readDone(long cookie, long offset, long length) throws IOException {
    MemorySegment memory = buffer.memory();
    if (!structured) {
      end = Reply.simple(memory, end, Wire.Errno.OK, cookie) + length;
    } else if (length == 0) {
      end = Reply.none(memory, end, cookie);
    } else {
      end = Reply.offsetData(memory, end, cookie, offset, length) + length;
    }
  }

  /** Completes a piece of a structured reply to a read; others follow. */
  void pieceDone(long cookie, long offset, long length) throws IOException {
    end = Reply.offsetDataFirst(buffer.memory(), end, cookie, offset, length) + length;
  }

  /** A request without data in its reply succeeded. */
  void done(long cookie) throws IOException {
    room(Wire.SIMPLE_REPLY_BYTES);
    end = Reply.simple(buffer.memory(), end, Wire.Errno.OK, cookie);
  }

  /** A request failed. */
  void refused(long cookie, Refusal refusal) throws IOException {
    if (structured) {
      byte[] text = refusal.text();
      room(Reply.errorBytes(text.length));
      end = Reply.error(buffer.memory(), end, cookie, refusal.errno(), text);
    } else {
      room(Wire.SIMPLE_REPLY_BYTES);
      end = Reply.simple(buffer.memory(), end, refusal.errno(), cookie);
    }
  }

  /** The status of a range: what the runs say, neighbours of one status as one. */
  void status(long cookie, List<Extent> runs) throws IOException {
    room(Reply.blockStatusBytes(runs.size()));
    MemorySegment memory = buffer.memory();
    long head = end;
    long at = head + Reply.blockStatusBytes(0);
    int descriptors = 0;
    long length = 0;
    int status = -1;
    for (Extent run : runs) {
      int next = statusOf(run.kind());
      if (next != status && length > 0) {
        at = Reply.descriptor(memory, at, length, status);
        descriptors++;
        length = 0;
      }
      status = next;
      length += run.length();
    }
    at = Reply.descriptor(memory, at, length, status);
    Reply.blockStatus(memory, head, cookie, descriptors + 1);
    end = at;
  }

  /** Sends what was gathered if that is enough to begin with. */
  void sendWhenMuch() throws IOException {
    if (end >= GATHERED_BYTES_MAX) {
      send();
    }
  }

  /** Sends what was gathered; waits while the client does not take it. */
  void send() throws IOException {
    if (end > 0) {
      long length = end;
      end = 0;
      buffer.lease().ifPresent(Lease::clientsTurn);
      sender.send(buffer.memory(), length);
      buffer.lease().ifPresent(Lease::ours);
    }
  }

  /**
   * What was gathered, for {@link SharedSender#post}. Nothing else may be done with this until
   * {@code done} is called, by whichever thread.
   */
  SharedSender.Posted posted(Runnable done) throws IOException {
    long length = end;
    end = 0;
    return new SharedSender.Posted(buffer.memory(), length, done);
  }

  /** Gives memory on lease back if others wait for it. */
  void releaseIfWanted() {
    if (end == 0 && buffer.isWanted()) {
      buffer.release();
    }
  }

  /** Sends what was gathered in memory on lease, and gives that back. */
  void endLease() throws IOException {
    if (buffer.lease().isPresent()) {
      send();
      buffer.release();
    }
  }

  /** Gives back what is not needed between requests. */
  void shrink() {
    if (end == 0) {
      buffer.release();
    }
  }

  @Override
  public void close() {
    buffer.close();
  }

  private boolean room(long bytes) throws IOException {
    if (bytes <= buffer.capacity() - end) {
      return true;
    }
    send();
    return bytes <= buffer.capacity() || buffer.grow(bytes, 0, 0);
  }

  private static int statusOf(Extent.Kind kind) {
    return switch (kind) {
      case DATA -> 0;
      // Nothing is kept free for zeros: docs/decisions/0016-nbd-promises-no-space.md.
      case HOLE, ZERO -> Wire.STATE_HOLE | Wire.STATE_ZERO;
    };
  }
}
