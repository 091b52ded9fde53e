package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts connections on a unix socket file or a loopback TCP port. One thread accepts; {@link
 * #close} may be called by any.
 */
public final class Listener implements AutoCloseable {
  /** How many may wait to be accepted; the system caps it (net.core.somaxconn, mostly 4096). */
  private static final int BACKLOG = 4096;

  private static final int PRIVATE_MODE = 0600;
  private static final Set<PosixFilePermission> PRIVATE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final MemorySegment acceptErrno = Linux.errnoCapture();
  private final MemorySegment controlErrno = Linux.errnoCapture();
  private final int fd;
  private final Optional<SocketFile> file;
  private final Optional<InetSocketAddress> address;
  private boolean stopping;
  private boolean closed;

  /** The file that this listener made, told from one that somebody else put in its place. */
  private record SocketFile(Path path, Object inode) {
    static SocketFile at(Path path) throws IOException {
      return new SocketFile(path, inode(path));
    }

    void deleteIfOurs() throws IOException {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && inode(path).equals(inode)) {
        Files.deleteIfExists(path);
      }
    }

    private static Object inode(Path path) throws IOException {
      return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
  }

  private Listener(int fd, Optional<SocketFile> file, Optional<InetSocketAddress> address) {
    this.fd = fd;
    this.file = file;
    this.address = address;
  }

  /**
   * Listens on a socket file of mode 0600. A socket file that is there already is replaced if
   * nobody listens on it. Whoever calls holds a lock on the directory, so that two servers do not
   * replace each other's file.
   *
   * @throws IOException if the path is too long, something else lies there or somebody listens; the
   *     message is a sentence for the operator
   */
  public static Listener unix(Path path) throws IOException {
    MemorySegment capture = Linux.errnoCapture();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment where = SocketAddresses.unix(arena, path);
      removeStale(capture, path, where);
      int fd = open(capture, Linux.AF_UNIX, 0);
      try {
        // Linux gives the file the mode of the socket. Nobody can connect before listen() anyway.
        check(Linux.fchmod(capture, fd, PRIVATE_MODE), "fchmod", capture);
        check(Linux.bind(capture, fd, where), "bind to " + path, capture);
        SocketFile made = SocketFile.at(path);
        if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE)) {
          Files.setPosixFilePermissions(path, PRIVATE);
        }
        check(Linux.listen(capture, fd, BACKLOG), "listen on " + path, capture);
        return new Listener(fd, Optional.of(made), Optional.empty());
      } catch (IOException e) {
        Linux.close(capture, fd);
        throw e;
      }
    }
  }

  /**
   * Listens on a TCP port of this machine's loopback.
   *
   * @param where port 0 picks a free one
   * @throws IOException if the address is not a loopback address or cannot be bound; the message is
   *     a sentence for the operator
   */
  public static Listener loopback(InetSocketAddress where) throws IOException {
    if (where.isUnresolved()) {
      throw new IOException("the host of the NBD address is not known: " + where.getHostString());
    }
    if (!where.getAddress().isLoopbackAddress()) {
      throw new IOException(
          "NBD is served over TCP on loopback addresses only, because it is not encrypted yet: "
              + where.getHostString());
    }
    MemorySegment capture = Linux.errnoCapture();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SocketAddresses.inet(arena, where);
      int fd = open(capture, address.get(JAVA_SHORT, 0), 0);
      try {
        MemorySegment yes = arena.allocateFrom(JAVA_INT, 1);
        check(
            Linux.setsockopt(capture, fd, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, yes),
            "setsockopt",
            capture);
        check(Linux.bind(capture, fd, address), "bind to " + where, capture);
        check(Linux.listen(capture, fd, BACKLOG), "listen on " + where, capture);
        MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
        check(Linux.getsockname(capture, fd, address, length), "getsockname", capture);
        return new Listener(fd, Optional.empty(), Optional.of(SocketAddresses.fromInet(address)));
      } catch (IOException e) {
        Linux.close(capture, fd);
        throw e;
      }
    }
  }

  /** The address in use, with the port that was picked; empty for a socket file. */
  public Optional<InetSocketAddress> address() {
    return address;
  }

  /**
   * Waits for the next connection.
   *
   * @return empty once {@link #stop} was called
   * @throws IOException if the system is out of descriptors or memory; a later call may succeed
   */
  public Optional<StreamSocket> accept() throws IOException {
    while (true) {
      int accepted = Linux.accept(acceptErrno, fd);
      if (accepted >= 0) {
        StreamSocket socket = new StreamSocket(accepted);
        if (address.isPresent()) {
          socket.becomeTcp();
        }
        return Optional.of(socket);
      }
      int errno = Linux.errno(acceptErrno);
      if (stopped()) {
        return Optional.empty();
      }
      if (errno != Linux.EINTR && errno != Linux.ECONNABORTED) {
        throw Linux.failure("accept", errno);
      }
    }
  }

  /** Wakes the accepting thread and accepts nothing any more; removes the socket file. */
  public synchronized void stop() throws IOException {
    if (!stopping) {
      stopping = true;
      Linux.shutdown(controlErrno, fd);
      if (file.isPresent()) {
        file.get().deleteIfOurs();
      }
    }
  }

  /** Gives the descriptor back; by the accepting thread, or when there is none any more. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      stop();
      closed = true;
      Linux.close(controlErrno, fd);
    }
  }

  private synchronized boolean stopped() {
    return stopping;
  }

  private static void removeStale(MemorySegment capture, Path path, MemorySegment where)
      throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & 0170000) != 0140000) {
      throw new IOException("the socket path is taken by something that is no socket: " + path);
    }
    int fd = open(capture, Linux.AF_UNIX, Linux.SOCK_NONBLOCK);
    try {
      // With a full queue of connections the listener is there too, only slow.
      if (Linux.connect(capture, fd, where) == 0 || Linux.errno(capture) == Linux.EAGAIN) {
        throw new IOException("another process listens on the socket already: " + path);
      }
      if (Linux.errno(capture) != Linux.ECONNREFUSED) {
        throw Linux.failure("the socket is there and its state cannot be told: " + path, capture);
      }
      Files.deleteIfExists(path);
    } finally {
      Linux.close(capture, fd);
    }
  }

  private static int open(MemorySegment capture, int family, int flags) throws IOException {
    return check(
        Linux.socket(capture, family, Linux.SOCK_STREAM | Linux.SOCK_CLOEXEC | flags, 0),
        "socket",
        capture);
  }

  private static int check(int result, String what, MemorySegment capture) throws IOException {
    if (result < 0) {
      throw Linux.failure(what, capture);
    }
    return result;
  }
}
