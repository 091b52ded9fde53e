package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.session.LargeMemory.Lease;
import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What was received and not yet consumed. A request lies in it in one piece, so that its payload
 * goes to the device without being copied. For one thread.
 */
final class Inbox implements AutoCloseable {
  /** From this size on a payload is received alone, so that nothing behind it has to be moved. */
  private static final long ALONE_BYTES = 32 << 10;

  private final StreamSocket socket;
  private final Lookout lookout;
  private final GrowingBuffer buffer;
  private long start;
  private long end;
  private long missing;
  private long received;

  Inbox(StreamSocket socket, Lookout lookout, GrowingBuffer buffer) {
    this.socket = socket;
    this.lookout = lookout;
    this.buffer = buffer;
  }

  /**
   * Receives once; what is held stays.
   *
   * @param soon whether the client is likely to send at once
   * @return as {@link StreamSocket#receive}
   */
  long receive(boolean soon) throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.capacity()) {
      moveToFront();
    }
    buffer.lease().ifPresent(Lease::clientsTurn);
    // Never more than fits ordinary memory, but for the one request that memory on lease is for.
    long beside = missing >= ALONE_BYTES ? 0 : buffer.ordinaryBytes() - available();
    long most = Math.max(missing, beside);
    long wanted = Math.min(most, buffer.capacity() - end);
    MemorySegment memory = buffer.memory();
    long count = StreamSocket.NOTHING;
    if (soon) {
      count = lookout.lookOut(() -> socket.receiveIfThere(memory, end, wanted));
    }
    if (count == StreamSocket.NOTHING) {
      count = socket.receive(memory, end, wanted);
    }
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

  MemorySegment memory() throws IOException {
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
   * @return false if there is no memory for it, now or any longer
   */
  boolean hold(long bytes) throws IOException {
    if (isRevoked()) {
      if (bytes > buffer.ordinaryBytes()) {
        missing = 0;
        return false;
      }
      becomeOrdinary();
    }
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

  /** The client has sent what was awaited of it: a request is whole. */
  void whole() {
    buffer.lease().ifPresent(Lease::ours);
  }

  /** Whether memory on lease has to be given back. */
  boolean isRevoked() {
    return buffer.lease().isPresent() && buffer.lease().get().revoked();
  }

  /** Whether there is memory on lease. */
  boolean onLease() {
    return buffer.lease().isPresent();
  }

  /** Gives memory on lease back if others wait for it and no request needs it. */
  void releaseIfWanted() throws IOException {
    if (buffer.isWanted()) {
      endLease();
    }
  }

  /** Gives memory on lease back unless the request that comes needs it. */
  void endLease() throws IOException {
    if (onLease() && available() + missing <= buffer.ordinaryBytes()) {
      becomeOrdinary();
    }
  }

  /** Gives back what is not needed between requests. */
  void shrink() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
      buffer.release();
    } else {
      endLease();
    }
  }

  @Override
  public void close() {
    buffer.close();
  }

  private void becomeOrdinary() throws IOException {
    long kept = available();
    buffer.shrink(start, kept);
    start = 0;
    end = kept;
  }

  private void moveToFront() throws IOException {
    long kept = available();
    MemorySegment.copy(buffer.memory(), start, buffer.memory(), 0, kept);
    start = 0;
    end = kept;
  }
}
