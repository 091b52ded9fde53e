package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One end of an established connection.
 *
 * <p>One thread at a time receives, and one at a time sends (callers that share the sending keep a
 * lock of their own). {@link #hungUp} and {@link #shutdown} may be called by any thread at any
 * time, also after {@link #close}. {@link #close} belongs to the owner, when nobody receives or
 * sends any more.
 */
public final class StreamSocket implements AutoCloseable {
  /** What {@link #receive} answers when nothing came within the receive timeout. */
  public static final long NOTHING = -1;

  /** What {@link #receive} answers when the peer has closed its side. */
  public static final long END = 0;

  private static final int POLLFD_BYTES = 8;
  private static final int KEEP_IDLE_SECONDS = 10;
  private static final int KEEP_INTERVAL_SECONDS = 5;
  private static final int KEEP_COUNT = 4;
  private static final int HALF_OPEN_MILLIS_MAX = 30_000;
  private static final int SEND_BUFFER_BYTES = 4 << 20;

  private final int fd;
  private final MemorySegment receiveErrno = Linux.errnoCapture();
  private final MemorySegment sendErrno = Linux.errnoCapture();
  private final MemorySegment controlErrno = Linux.errnoCapture();
  private final MemorySegment waitFds = Arena.ofAuto().allocate(2 * POLLFD_BYTES, 8);
  private final MemorySegment probeFd = Arena.ofAuto().allocate(POLLFD_BYTES, 8);
  private final MemorySegment option = Arena.ofAuto().allocate(16, 8);
  private final MemorySegment optionLength = Arena.ofAuto().allocate(JAVA_INT);
  private boolean tcp;
  private boolean closed;

  StreamSocket(int fd) {
    this.fd = fd;
    // Larger pieces per wake-up of the reader; the system caps it where it must.
    intOption(Linux.SOL_SOCKET, Linux.SO_SNDBUF, SEND_BUFFER_BYTES);
  }

  /** Answers without delay, and ends within 30 s when the peer is no longer reachable. */
  synchronized void becomeTcp() {
    tcp = true;
    intOption(Linux.IPPROTO_TCP, Linux.TCP_NODELAY, 1);
    intOption(Linux.SOL_SOCKET, Linux.SO_KEEPALIVE, 1);
    intOption(Linux.IPPROTO_TCP, Linux.TCP_KEEPIDLE, KEEP_IDLE_SECONDS);
    intOption(Linux.IPPROTO_TCP, Linux.TCP_KEEPINTVL, KEEP_INTERVAL_SECONDS);
    intOption(Linux.IPPROTO_TCP, Linux.TCP_KEEPCNT, KEEP_COUNT);
    // Keep-alive is silent while sent data waits for its acknowledgement; this is not.
    intOption(Linux.IPPROTO_TCP, Linux.TCP_USER_TIMEOUT, HALF_OPEN_MILLIS_MAX);
  }

  /** From now on {@link #receive} waits at most so long; 0 waits without end. */
  public synchronized void receiveTimeout(int millis) {
    timeout(Linux.SO_RCVTIMEO, millis);
  }

  /** From now on {@link #send} fails when the peer takes nothing for so long; 0 waits forever. */
  public synchronized void sendTimeout(int millis) {
    timeout(Linux.SO_SNDTIMEO, millis);
  }

  /**
   * Receives what is there, waiting until something is.
   *
   * @return bytes received, {@link #END} or {@link #NOTHING}
   */
  public long receive(MemorySegment into, long offset, long length) throws IOException {
    return receive(into, offset, length, 0);
  }

  /** As {@link #receive}, but waits for nothing. */
  public long receiveIfThere(MemorySegment into, long offset, long length) throws IOException {
    return receive(into, offset, length, Linux.MSG_DONTWAIT);
  }

  private long receive(MemorySegment into, long offset, long length, int flags) throws IOException {
    if (offset < 0 || length <= 0 || length > into.byteSize() - offset) {
      throw new IndexOutOfBoundsException(offset + "+" + length + " of " + into.byteSize());
    }
    while (true) {
      long count = Linux.recv(receiveErrno, fd, into.address() + offset, length, flags);
      if (count >= 0) {
        return count;
      }
      switch (Linux.errno(receiveErrno)) {
        case Linux.EINTR -> {}
        case Linux.EAGAIN -> {
          return NOTHING;
        }
        case Linux.ECONNRESET -> {
          return END;
        }
        default -> throw Linux.failure("receive", receiveErrno);
      }
    }
  }

  /** Sends all of it, waiting while the peer does not take it. */
  public void send(MemorySegment from, long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > from.byteSize() - offset) {
      throw new IndexOutOfBoundsException(offset + "+" + length + " of " + from.byteSize());
    }
    long sent = 0;
    while (sent < length) {
      long count =
          Linux.send(
              sendErrno, fd, from.address() + offset + sent, length - sent, Linux.MSG_NOSIGNAL);
      if (count >= 0) {
        sent += count;
      } else if (Linux.errno(sendErrno) != Linux.EINTR) {
        throw Linux.failure("send", sendErrno);
      }
    }
  }

  /**
   * Sends what the peer takes without waiting for it.
   *
   * @return how many bytes that were, perhaps none
   */
  public long sendSome(MemorySegment from, long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > from.byteSize() - offset) {
      throw new IndexOutOfBoundsException(offset + "+" + length + " of " + from.byteSize());
    }
    int flags = Linux.MSG_NOSIGNAL | Linux.MSG_DONTWAIT;
    while (true) {
      long count = Linux.send(sendErrno, fd, from.address() + offset, length, flags);
      if (count >= 0) {
        return count;
      }
      switch (Linux.errno(sendErrno)) {
        case Linux.EINTR -> {}
        case Linux.EAGAIN -> {
          return 0;
        }
        default -> throw Linux.failure("send", sendErrno);
      }
    }
  }

  /**
   * Waits until something can be received (the end counts), the waker is signalled or the time is
   * over. For the receiving thread.
   *
   * @param timeoutMillis negative waits without end
   * @return whether something can be received
   */
  public boolean awaitReadable(Waker waker, int timeoutMillis) throws IOException {
    pollFor(waitFds, 0, fd, Linux.POLLIN);
    pollFor(waitFds, POLLFD_BYTES, waker.fd(), Linux.POLLIN);
    int ready = Linux.poll(receiveErrno, waitFds.address(), 2, timeoutMillis);
    if (ready < 0 && Linux.errno(receiveErrno) != Linux.EINTR) {
      throw Linux.failure("poll", receiveErrno);
    }
    return ready > 0 && waitFds.get(JAVA_SHORT, 6) != 0;
  }

  /** Bytes that arrived and were not received yet. */
  public synchronized long unread() throws IOException {
    if (closed) {
      return 0;
    }
    if (Linux.ioctl(controlErrno, fd, Linux.FIONREAD, option) < 0) {
      throw Linux.failure("ioctl FIONREAD", controlErrno);
    }
    return option.get(JAVA_INT, 0);
  }

  /**
   * Whether the peer has gone, seen also past data that it sent and nobody received yet. One that
   * only ended its own sending is there and waits for answers.
   */
  public synchronized boolean hungUp() {
    if (closed) {
      return true;
    }
    pollFor(probeFd, 0, fd, Linux.POLLRDHUP);
    int ready;
    do {
      ready = Linux.poll(controlErrno, probeFd.address(), 1, 0);
    } while (ready < 0 && Linux.errno(controlErrno) == Linux.EINTR);
    int seen = ready > 0 ? probeFd.get(JAVA_SHORT, 6) : 0;
    if ((seen & (Linux.POLLHUP | Linux.POLLERR | Linux.POLLNVAL)) != 0) {
      return true;
    }
    // A unix socket tells the two apart by itself, TCP sends the same segment for both.
    return (seen & Linux.POLLRDHUP) != 0 && tcp && LoopbackPeer.isGone(controlErrno, fd);
  }

  /** Ends both directions; whoever receives or sends is woken. Idempotent. */
  public synchronized void shutdown() {
    if (!closed) {
      // It fails only when the peer has reset the connection, which is the same end.
      Linux.shutdown(controlErrno, fd);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Linux.close(controlErrno, fd);
    }
  }

  /** An integer option as the system holds it. */
  synchronized int option(int level, int name) throws IOException {
    optionLength.set(JAVA_INT, 0, Integer.BYTES);
    if (Linux.getsockopt(controlErrno, fd, level, name, option, optionLength) < 0) {
      throw Linux.failure("getsockopt", controlErrno);
    }
    return option.get(JAVA_INT, 0);
  }

  private void timeout(int name, int millis) {
    option.set(JAVA_LONG, 0, millis / 1000);
    option.set(JAVA_LONG, 8, millis % 1000 * 1000L);
    Linux.setsockopt(controlErrno, fd, Linux.SOL_SOCKET, name, option);
  }

  private void intOption(int level, int name, int value) {
    option.set(JAVA_INT, 0, value);
    // Refused only when the connection is gone already, which the next receive tells.
    Linux.setsockopt(controlErrno, fd, level, name, option.asSlice(0, Integer.BYTES));
  }

  private static void pollFor(MemorySegment fds, long at, int fd, int events) {
    fds.set(JAVA_INT, at, fd);
    fds.set(JAVA_SHORT, at + 4, (short) events);
    fds.set(JAVA_SHORT, at + 6, (short) 0);
  }
}
