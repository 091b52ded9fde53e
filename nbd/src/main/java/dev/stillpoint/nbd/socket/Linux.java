package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls that the sockets need, with the constants of Linux on 64-bit machines. Calls on
 * the data path take raw addresses, so that no memory session is held during them; whoever calls
 * keeps the memory alive. Each call names the segment that receives {@code errno}.
 */
final class Linux {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_SNDBUF = 7;
  static final int SO_KEEPALIVE = 9;
  static final int SO_RCVTIMEO = 20;
  static final int SO_SNDTIMEO = 21;
  static final int IPPROTO_TCP = 6;
  static final int TCP_NODELAY = 1;
  static final int TCP_KEEPIDLE = 4;
  static final int TCP_KEEPINTVL = 5;
  static final int TCP_KEEPCNT = 6;
  static final int TCP_USER_TIMEOUT = 18;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int POLLIN = 0x1;
  static final int POLLERR = 0x8;
  static final int POLLHUP = 0x10;
  static final int POLLNVAL = 0x20;
  static final int POLLRDHUP = 0x2000;
  static final int MSG_DONTWAIT = 0x40;
  static final int SHUT_RDWR = 2;
  static final int EFD_CLOEXEC_NONBLOCK = 0x80800;
  static final long FIONREAD = 0x541B;
  static final int PROT_READ_WRITE = 0x3;
  static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ECONNABORTED = 103;
  static final int ECONNRESET = 104;
  static final int ECONNREFUSED = 111;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = call("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTEN = call("listen", JAVA_INT, JAVA_INT);
  private static final MethodHandle ACCEPT4 = call("accept4", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = call("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      call("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETPEERNAME = call("getpeername", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SHUTDOWN = call("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle FCHMOD = call("fchmod", JAVA_INT, JAVA_INT);
  private static final MethodHandle POLL = call("poll", JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle RECV =
      longCall("recv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SEND =
      longCall("send", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MMAP =
      longCall("mmap", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle MUNMAP = call("munmap", JAVA_LONG, JAVA_LONG);
  private static final MethodHandle WRITE = longCall("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle STRERROR =
      handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Linux() {}

  /** Memory that a call writes {@code errno} to; for one thread at a time. */
  static MemorySegment errnoCapture() {
    return Arena.ofAuto().allocate(CAPTURE);
  }

  /** As {@link #errnoCapture()}, in memory of somebody's own. */
  static MemorySegment errnoCapture(Arena arena) {
    return arena.allocate(CAPTURE);
  }

  static int errno(MemorySegment capture) {
    return (int) ERRNO.get(capture, 0L);
  }

  /** The failure of {@code what}, with the system's own words. */
  static IOException failure(String what, int errno) {
    return new IOException(what + ": " + describe(errno) + " (errno " + errno + ")");
  }

  static IOException failure(String what, MemorySegment capture) {
    return failure(what, errno(capture));
  }

  static int socket(MemorySegment capture, int family, int type, int protocol) {
    try {
      return (int) SOCKET.invokeExact(capture, family, type, protocol);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int bind(MemorySegment capture, int fd, MemorySegment address) {
    try {
      return (int) BIND.invokeExact(capture, fd, address, (int) address.byteSize());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int connect(MemorySegment capture, int fd, MemorySegment address) {
    try {
      return (int) CONNECT.invokeExact(capture, fd, address, (int) address.byteSize());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int listen(MemorySegment capture, int fd, int backlog) {
    try {
      return (int) LISTEN.invokeExact(capture, fd, backlog);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int accept(MemorySegment capture, int fd) {
    try {
      return (int)
          ACCEPT4.invokeExact(capture, fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int getsockname(
      MemorySegment capture, int fd, MemorySegment address, MemorySegment length) {
    try {
      return (int) GETSOCKNAME.invokeExact(capture, fd, address, length);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int getpeername(
      MemorySegment capture, int fd, MemorySegment address, MemorySegment length) {
    try {
      return (int) GETPEERNAME.invokeExact(capture, fd, address, length);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int setsockopt(MemorySegment capture, int fd, int level, int name, MemorySegment value) {
    try {
      return (int) SETSOCKOPT.invokeExact(capture, fd, level, name, value, (int) value.byteSize());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int getsockopt(
      MemorySegment capture,
      int fd,
      int level,
      int name,
      MemorySegment value,
      MemorySegment length) {
    try {
      return (int) GETSOCKOPT.invokeExact(capture, fd, level, name, value, length);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int shutdown(MemorySegment capture, int fd) {
    try {
      return (int) SHUTDOWN.invokeExact(capture, fd, SHUT_RDWR);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int close(MemorySegment capture, int fd) {
    try {
      return (int) CLOSE.invokeExact(capture, fd);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int fchmod(MemorySegment capture, int fd, int mode) {
    try {
      return (int) FCHMOD.invokeExact(capture, fd, mode);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int poll(MemorySegment capture, long fds, long count, int timeoutMillis) {
    try {
      return (int) POLL.invokeExact(capture, fds, count, timeoutMillis);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int eventfd(MemorySegment capture) {
    try {
      return (int) EVENTFD.invokeExact(capture, 0, EFD_CLOEXEC_NONBLOCK);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int ioctl(MemorySegment capture, int fd, long request, MemorySegment argument) {
    try {
      return (int) IOCTL.invokeExact(capture, fd, request, argument);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static long recv(MemorySegment capture, int fd, long address, long length, int flags) {
    try {
      return (long) RECV.invokeExact(capture, fd, address, length, flags);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static long send(MemorySegment capture, int fd, long address, long length, int flags) {
    try {
      return (long) SEND.invokeExact(capture, fd, address, length, flags);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static long write(MemorySegment capture, int fd, MemorySegment bytes) {
    try {
      return (long) WRITE.invokeExact(capture, fd, bytes, bytes.byteSize());
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  /** Private zeroed memory; its address, or -1. */
  static long mmap(MemorySegment capture, long length) {
    try {
      return (long)
          MMAP.invokeExact(
              capture, 0L, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  static int munmap(MemorySegment capture, long address, long length) {
    try {
      return (int) MUNMAP.invokeExact(capture, address, length);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  private static String describe(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable t) {
      throw broken(t);
    }
  }

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return handle(
        name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle longCall(String name, MemoryLayout... arguments) {
    return handle(
        name, FunctionDescriptor.of(JAVA_LONG, arguments), Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
  }

  /** A downcall itself never throws; if one does, the shape above is wrong. */
  private static AssertionError broken(Throwable cause) {
    return new AssertionError("a system call could not be made", cause);
  }
}
