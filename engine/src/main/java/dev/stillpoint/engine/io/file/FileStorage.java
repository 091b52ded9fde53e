package dev.stillpoint.engine.io.file;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory whose files are written past the page cache. Where the file system refuses direct
 * I/O, files are buffered and synced with the same promises, and {@link #direct} says so.
 *
 * <p>Settled bytes are read through the page cache, as a second level behind the engine's own cache
 * that takes only memory nobody else wants. Read-ahead is off: a page is cached only when it was
 * asked for, and what is asked for was written before, so the cache never holds a page from before
 * a direct write to it.
 */
public final class FileStorage implements Storage {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path directory;
  private final boolean direct;
  private final MemorySegment zeros;

  private FileStorage(Path directory, boolean direct) {
    this.directory = directory;
    this.direct = direct;
    this.zeros = Arena.ofAuto().allocate(PIECE_BYTES, 4096);
  }

  /** Opens a directory, which must exist, and tries whether it takes direct I/O. */
  public static FileStorage open(Path directory) throws IOException {
    Optional<Path> existing = existing(directory);
    return new FileStorage(
        directory, existing.isPresent() ? readsDirect(existing.get()) : writesDirect(directory));
  }

  /** Some file that is long enough to be tried. */
  private static Optional<Path> existing(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> sizeOf(file) >= 4096).findAny();
    }
  }

  private static long sizeOf(Path file) {
    return file.toFile().length();
  }

  /** Asks a file that is there already, so that a full file system does not stand in the way. */
  private static boolean readsDirect(Path file) throws IOException {
    try {
      int fd = SystemCalls.open(file.toString(), SystemCalls.O_RDONLY | SystemCalls.O_DIRECT, 0);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment block = arena.allocate(4096, 4096);
        return SystemCalls.pread(fd, block, 4096, 0, file.toString()) == 4096;
      } finally {
        SystemCalls.close(fd);
      }
    } catch (SystemCalls.Failed e) {
      return onlyRefused(e);
    }
  }

  private static boolean onlyRefused(SystemCalls.Failed e) throws SystemCalls.Failed {
    if (e.errno != SystemCalls.EINVAL && e.errno != SystemCalls.EOPNOTSUPP) {
      throw e;
    }
    return false;
  }

  private static boolean writesDirect(Path directory) throws IOException {
    Path probe = directory.resolve(".direct-probe");
    try {
      int fd =
          SystemCalls.open(
              probe.toString(),
              SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_DIRECT,
              0600);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment block = arena.allocate(4096, 4096);
        return SystemCalls.pwrite(fd, block, 4096, 0, probe.toString()) == 4096;
      } finally {
        SystemCalls.close(fd);
      }
    } catch (SystemCalls.Failed e) {
      return onlyRefused(e);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Opens a directory to read; tries direct I/O by reading one of its files and makes none. */
  public static FileStorage openToRead(Path directory) throws IOException {
    Optional<Path> existing = existing(directory);
    return new FileStorage(directory, existing.isPresent() && readsDirect(existing.get()));
  }

  /** Whether the page cache is bypassed. */
  public boolean direct() {
    return direct;
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public StorageFile create(String name, long sizeBytes) throws IOException {
    Path path = directory.resolve(name);
    int fd =
        SystemCalls.open(
            path.toString(),
            SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_TRUNC | directFlag(),
            0600);
    boolean done = false;
    try {
      allocate(fd, sizeBytes, path.toString());
      SystemCalls.fsync(fd, path.toString());
      syncDirectory();
      done = true;
      return new DirectFile(fd, path.toString(), sizeBytes);
    } finally {
      if (!done) {
        SystemCalls.close(fd);
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Writes zeros once. Blocks that were merely reserved would be converted at their first write,
   * which costs each later sync a journal commit.
   */
  private void allocate(int fd, long sizeBytes, String what) throws IOException {
    try {
      SystemCalls.fallocate(fd, sizeBytes, what);
    } catch (SystemCalls.Failed e) {
      if (e.errno != SystemCalls.EOPNOTSUPP) {
        throw e;
      }
    }
    for (long at = 0; at < sizeBytes; ) {
      long step = Math.min(PIECE_BYTES, sizeBytes - at);
      at += Math.max(0, SystemCalls.pwrite(fd, zeros, step, at, what));
    }
  }

  @Override
  public StorageFile open(String name) throws IOException {
    Path path = directory.resolve(name);
    int fd = SystemCalls.open(path.toString(), SystemCalls.O_RDWR | directFlag(), 0);
    return new DirectFile(fd, path.toString(), Files.size(path));
  }

  private int directFlag() {
    return direct ? SystemCalls.O_DIRECT : 0;
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  private void syncDirectory() throws IOException {
    int fd =
        SystemCalls.open(directory.toString(), SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY, 0);
    try {
      SystemCalls.fsync(fd, directory.toString());
    } finally {
      SystemCalls.close(fd);
    }
  }

  @Override
  public void close() {}

  private static final class DirectFile implements StorageFile {
    private final int fd;
    private final String path;
    private final long sizeBytes;
    private int cachedFd = -1;
    private boolean closed;

    DirectFile(int fd, String path, long sizeBytes) {
      this.fd = fd;
      this.path = path;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      read(fd, position, destination);
    }

    @Override
    public void readSettled(long position, MemorySegment destination) throws IOException {
      read(cachedFd(), position, destination);
    }

    @Override
    public boolean readSettledIfWarm(long position, MemorySegment destination) throws IOException {
      long length = destination.byteSize();
      long done = SystemCalls.preadIfCached(cachedFd(), destination, length, position, path);
      if (done == -2) {
        readSettled(position, destination);
        return true;
      }
      return done == length;
    }

    private synchronized int cachedFd() throws IOException {
      if (closed) {
        throw new IOException("read " + path + ": the file was closed");
      }
      if (cachedFd < 0) {
        cachedFd = SystemCalls.open(path, SystemCalls.O_RDONLY, 0);
        SystemCalls.adviseRandom(cachedFd);
      }
      return cachedFd;
    }

    private void read(int fd, long position, MemorySegment destination) throws IOException {
      long length = destination.byteSize();
      for (long done = 0; done < length; ) {
        long step =
            SystemCalls.pread(fd, destination.asSlice(done), length - done, position + done, path);
        if (step == 0) {
          throw new IOException(
              "read " + path + ": ends at byte " + (position + done) + ", which should exist");
        }
        done += Math.max(0, step);
      }
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      long length = source.byteSize();
      for (long done = 0; done < length; ) {
        done +=
            Math.max(
                0,
                SystemCalls.pwrite(fd, source.asSlice(done), length - done, position + done, path));
      }
    }

    @Override
    public void sync() throws IOException {
      SystemCalls.fdatasync(fd, path);
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        SystemCalls.close(fd);
        if (cachedFd >= 0) {
          SystemCalls.close(cachedFd);
        }
      }
    }
  }
}
