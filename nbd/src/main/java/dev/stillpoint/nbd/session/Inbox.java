package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What was received and not yet consumed. A request lies in it in one piece, so that its payload
 * goes to the device without being copied. For one thread.
 */
final class Inbox implements AutoCloseable {
  /** From this size on a payload is received alone, so that nothing behind it has to be moved. */
  private static final long ALONE_BYTES = 32 << 10;

  private final StreamSocket socket;
  private final GrowingBuffer buffer;
  private long start;
  private long end;
  private long missing;
  private long received;

  Inbox(StreamSocket socket, MemoryBudget budget, Arena arena, long ordinaryBytes) {
    this.socket = socket;
    buffer = new GrowingBuffer(budget, arena, ordinaryBytes);
  }

  /**
   * Receives once; what is held stays.
   *
   * @return as {@link StreamSocket#receive}
   */
  long receive() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.capacity()) {
      moveToFront();
    }
    long room = buffer.capacity() - end;
    long wanted = missing >= ALONE_BYTES ? Math.min(missing, room) : room;
    long count = socket.receive(buffer.memory(), end, wanted);
    if (count > 0) {
      end += count;
      received += count;
      missing = 0;
    }
    return count;
  }

  /** Bytes that can be consumed. */
  long available() {
    return end - start;
  }

  /** Bytes received since the beginning. */
  long received() {
    return received;
  }

  MemorySegment memory() {
    return buffer.memory();
  }

  /** Where the next byte to consume lies in {@link #memory}. */
  long position() {
    return start;
  }

  void consume(long bytes) {
    start += bytes;
  }

  /**
   * Makes room for a request of so many bytes, of which not all are here.
   *
   * @return false if there is no memory for it now
   */
  boolean hold(long bytes) {
    missing = bytes - available();
    if (bytes <= buffer.capacity() - start) {
      return true;
    }
    if (bytes <= buffer.capacity()) {
      moveToFront();
      return true;
    }
    long kept = available();
    if (!buffer.grow(bytes, start, kept)) {
      missing = 0;
      return false;
    }
    start = 0;
    end = kept;
    return true;
  }

  /** Gives back memory that only a large request needed. */
  void shrink() {
    if (start == end) {
      start = 0;
      end = 0;
      buffer.shrink();
    }
  }

  @Override
  public void close() {
    buffer.close();
  }

  private void moveToFront() {
    long kept = available();
    MemorySegment.copy(buffer.memory(), start, buffer.memory(), 0, kept);
    start = 0;
    end = kept;
  }
}
