package dev.stillpoint.engine.io.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The handful of Linux calls that the log needs. The JDK's channels are not used because they close
 * themselves when a thread is interrupted and hide the error number. A test may stand between the
 * storage and the system to answer as a system does on a bad day.
 */
class SystemCalls {
  /** The system itself. */
  static final SystemCalls LINUX = new SystemCalls();

  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_TRUNC = 01000;
  static final int O_CLOEXEC = 02000000;
  static final int O_DIRECT = 040000;
  static final int O_DIRECTORY = 0200000;
  static final int POSIX_FADV_RANDOM = 1;
  static final int EINTR = 4;
  static final int EINVAL = 22;
  static final int EOPNOTSUPP = 95;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.global().allocate(CAPTURE));

  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle PREAD =
      handle("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PWRITE =
      handle("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FDATASYNC =
      handle("fdatasync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle FSYNC =
      handle("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle FALLOCATE =
      handle(
          "fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FADVISE =
      handle(
          "posix_fadvise",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  SystemCalls() {}

  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    Linker.Option[] options = new Linker.Option[more.length + 1];
    System.arraycopy(more, 0, options, 0, more.length);
    options[more.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /** A failed call, with the error number. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    final int errno;

    Failed(String call, String what, int errno) {
      super(call + " " + what + ": " + message(errno));
      this.errno = errno;
    }
  }

  private static String message(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static int errno() {
    return (int) ERRNO.get(STATE.get(), 0L);
  }

  int open(String path, int flags, int mode) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      int fd;
      do {
        fd = (int) OPEN.invokeExact(STATE.get(), name, flags | O_CLOEXEC, mode);
      } while (fd < 0 && errno() == EINTR);
      if (fd < 0) {
        throw new Failed("open", path, errno());
      }
      return fd;
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  /** Reads some bytes; their number, 0 at the end of the file, -1 when it was interrupted. */
  long pread(int fd, MemorySegment to, long length, long position, String what) throws IOException {
    try {
      long done = (long) PREAD.invokeExact(STATE.get(), fd, to, length, position);
      if (done < 0 && errno() != EINTR) {
        throw new Failed("read", what, errno());
      }
      return done;
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  /** Writes some bytes; their number, or -1 when it was interrupted. */
  long pwrite(int fd, MemorySegment from, long length, long position, String what)
      throws IOException {
    try {
      long done = (long) PWRITE.invokeExact(STATE.get(), fd, from, length, position);
      if (done < 0 && errno() != EINTR) {
        throw new Failed("write", what, errno());
      }
      return done;
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  void fdatasync(int fd, String what) throws IOException {
    try {
      int result = (int) FDATASYNC.invokeExact(STATE.get(), fd);
      if (result != 0) {
        throw new Failed("fdatasync", what, errno());
      }
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  void fsync(int fd, String what) throws IOException {
    try {
      int result = (int) FSYNC.invokeExact(STATE.get(), fd);
      if (result != 0) {
        throw new Failed("fsync", what, errno());
      }
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  void fallocate(int fd, long length, String what) throws IOException {
    try {
      int result;
      do {
        result = (int) FALLOCATE.invokeExact(STATE.get(), fd, 0, 0L, length);
      } while (result != 0 && errno() == EINTR);
      if (result != 0) {
        throw new Failed("fallocate", what, errno());
      }
    } catch (Throwable e) {
      throw ioOrError(e);
    }
  }

  /** Tells the system that reads of this file will be at random; a hint, its answer is ignored. */
  void adviseRandom(int fd) {
    try {
      int ignored = (int) FADVISE.invokeExact(STATE.get(), fd, 0L, 0L, POSIX_FADV_RANDOM);
      assert ignored >= 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(STATE.get(), fd);
      assert ignored <= 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static IOException ioOrError(Throwable e) {
    return switch (e) {
      case IOException io -> io;
      case Error error -> throw error;
      default -> throw new AssertionError(e);
    };
  }
}
