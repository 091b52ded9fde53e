package dev.stillpoint.engine.io.file;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory whose files are written past the page cache. Where the file system refuses direct
 * I/O, files are buffered and synced with the same promises, and {@link #direct} says so.
 *
 * <p>Settled bytes are read through the page cache, as a second level behind the engine's own cache
 * that takes only memory nobody else wants. Long reads go through a descriptor of their own, on
 * which the system reads ahead: who reads in order waits less, and what is read ahead stands in
 * large pieces of memory, which cost less to copy from. So a page may have been cached before a
 * direct write to it. The system drops it then, but promises that to nobody: whoever finds settled
 * bytes wrong asks the medium with {@link StorageFile#read}.
 */
public final class FileStorage implements Storage {
  private static final int PIECE_BYTES = 1 << 20;

  /** From here on a settled read may be one of many in order. */
  private static final int LONG_BYTES = 32 << 10;

  private final SystemCalls calls;
  private final Path directory;
  private final boolean direct;
  private final MemorySegment zeros;

  private FileStorage(SystemCalls calls, Path directory, boolean direct) {
    this.calls = calls;
    this.directory = directory;
    this.direct = direct;
    this.zeros = Arena.ofAuto().allocate(PIECE_BYTES, 4096);
  }

  /** Opens a directory, which must exist, and tries whether it takes direct I/O. */
  public static FileStorage open(Path directory) throws IOException {
    return open(directory, SystemCalls.LINUX);
  }

  static FileStorage open(Path directory, SystemCalls calls) throws IOException {
    Optional<Path> existing = existing(directory);
    return new FileStorage(
        calls,
        directory,
        existing.isPresent() ? readsDirect(calls, existing.get()) : writesDirect(calls, directory));
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
  private static boolean readsDirect(SystemCalls calls, Path file) throws IOException {
    try {
      int fd = calls.open(file.toString(), SystemCalls.O_RDONLY | SystemCalls.O_DIRECT, 0);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment block = arena.allocate(4096, 4096);
        return calls.pread(fd, block, 4096, 0, file.toString()) == 4096;
      } finally {
        calls.close(fd);
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

  private static boolean writesDirect(SystemCalls calls, Path directory) throws IOException {
    Path probe = directory.resolve(".direct-probe");
    try {
      int fd =
          calls.open(
              probe.toString(),
              SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_DIRECT,
              0600);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment block = arena.allocate(4096, 4096);
        return calls.pwrite(fd, block, 4096, 0, probe.toString()) == 4096;
      } finally {
        calls.close(fd);
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
    return new FileStorage(
        SystemCalls.LINUX,
        directory,
        existing.isPresent() && readsDirect(SystemCalls.LINUX, existing.get()));
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
        calls.open(
            path.toString(),
            SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_TRUNC | directFlag(),
            0600);
    boolean done = false;
    try {
      allocate(fd, sizeBytes, path.toString());
      calls.fsync(fd, path.toString());
      syncDirectory();
      done = true;
      return new DirectFile(fd, path.toString(), sizeBytes);
    } finally {
      if (!done) {
        calls.close(fd);
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
      calls.fallocate(fd, sizeBytes, what);
    } catch (SystemCalls.Failed e) {
      if (e.errno != SystemCalls.EOPNOTSUPP) {
        throw e;
      }
    }
    for (long at = 0; at < sizeBytes; ) {
      long step = Math.min(PIECE_BYTES, sizeBytes - at);
      at += Math.max(0, calls.pwrite(fd, zeros, step, at, what));
    }
  }

  @Override
  public StorageFile open(String name) throws IOException {
    Path path = directory.resolve(name);
    int fd = calls.open(path.toString(), SystemCalls.O_RDWR | directFlag(), 0);
    return new DirectFile(fd, path.toString(), Files.size(path));
  }

  private int directFlag() {
    return direct ? SystemCalls.O_DIRECT : 0;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory();
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void syncNames() throws IOException {
    syncDirectory();
  }

  @Override
  public Optional<MemorySegment> lastingMemory() throws IOException {
    return new LastingFile(directory).existing();
  }

  @Override
  public MemorySegment newLastingMemory(long bytes) throws IOException {
    Optional<MemorySegment> memory = new LastingFile(directory).make(bytes);
    if (memory.isEmpty()) {
      System.getLogger("stillpoint.engine")
          .log(
              System.Logger.Level.WARNING,
              "there is no room for a write buffer that outlives the process: if this process is"
                  + " killed, writes that were answered and not flushed are lost");
    }
    return memory.orElseGet(() -> Arena.ofAuto().allocate(bytes, 4096));
  }

  @Override
  public void dropLastingMemory() throws IOException {
    new LastingFile(directory).drop();
  }

  private void syncDirectory() throws IOException {
    int fd = calls.open(directory.toString(), SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY, 0);
    try {
      calls.fsync(fd, directory.toString());
    } finally {
      calls.close(fd);
    }
  }

  @Override
  public void close() {}

  private final class DirectFile implements StorageFile {
    private final int fd;
    private final String path;
    private final long sizeBytes;

    /** Descriptors through the page cache, -1 until they are needed. */
    private volatile int randomFd = -1;

    private volatile int aheadFd = -1;
    private boolean closed;

    /** One sync at a time, so that the one that hears of an error is heard by all later ones. */
    private final Object syncing = new Object();

    /** Why a sync failed, guarded by {@code syncing}; see {@link #sync}. */
    private IOException unsynced;

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
      read(cachedFd(destination.byteSize()), position, destination);
    }

    @Override
    public boolean readSettledIfWarm(long position, MemorySegment destination) throws IOException {
      long length = destination.byteSize();
      long done = calls.preadIfCached(cachedFd(length), destination, length, position, path);
      if (done == -2) {
        readSettled(position, destination);
        return true;
      }
      return done == length;
    }

    private int cachedFd(long length) throws IOException {
      int known = length < LONG_BYTES ? randomFd : aheadFd;
      return known >= 0 ? known : openCached(length);
    }

    private synchronized int openCached(long length) throws IOException {
      if (closed) {
        throw new IOException("read " + path + ": the file was closed");
      }
      if (length >= LONG_BYTES) {
        aheadFd = aheadFd < 0 ? calls.open(path, SystemCalls.O_RDONLY, 0) : aheadFd;
        return aheadFd;
      }
      if (randomFd < 0) {
        int opened = calls.open(path, SystemCalls.O_RDONLY, 0);
        calls.adviseRandom(opened);
        randomFd = opened;
      }
      return randomFd;
    }

    private void read(int fd, long position, MemorySegment destination) throws IOException {
      long length = destination.byteSize();
      for (long done = 0; done < length; ) {
        long step =
            calls.pread(fd, destination.asSlice(done), length - done, position + done, path);
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
                0, calls.pwrite(fd, source.asSlice(done), length - done, position + done, path));
      }
    }

    /**
     * A sync that failed stays failed: the system forgets the pages that it could not write, and
     * would call the next sync a success.
     */
    @Override
    public void sync() throws IOException {
      synchronized (syncing) {
        if (unsynced != null) {
          throw new IOException("an earlier sync failed: " + unsynced.getMessage(), unsynced);
        }
        try {
          calls.fdatasync(fd, path);
        } catch (IOException e) {
          unsynced = e;
          throw e;
        }
      }
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        calls.close(fd);
        closeCached(randomFd);
        closeCached(aheadFd);
        randomFd = -1;
        aheadFd = -1;
      }
    }

    private void closeCached(int cachedFd) {
      if (cachedFd >= 0) {
        calls.close(cachedFd);
      }
    }
  }
}
