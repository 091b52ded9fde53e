package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Wakes a thread that waits in {@link StreamSocket#awaitReadable}. Once signalled it stays so.
 * {@link #signal} may be called by any thread, also after {@link #close}.
 */
public final class Waker implements AutoCloseable {
  private final MemorySegment capture = Linux.errnoCapture();
  private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
  private final int fd;
  private boolean closed;

  /** Makes one that was not signalled yet. */
  public Waker() throws IOException {
    one.set(JAVA_LONG, 0, 1);
    fd = Linux.eventfd(capture);
    if (fd < 0) {
      throw Linux.failure("eventfd", capture);
    }
  }

  int fd() {
    return fd;
  }

  /** Ends every present and later wait. */
  public synchronized void signal() {
    if (!closed) {
      // It can only fail when the counter is full, and then it is readable, which is what we want.
      Linux.write(capture, fd, one);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Linux.close(capture, fd);
    }
  }
}
