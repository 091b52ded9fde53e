package dev.stillpoint.engine.io.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Memory that outlives the process: a file that is mapped, in the system's memory file system,
 * where no page is ever written back to a disk, or beside the pool if it does not fit there. It
 * counts only while the machine runs that it was made on.
 *
 * <pre>
 *    0  identity of the machine's run, 64
 *   64  path of the directory that it belongs to, as text that ends with 0
 * 4096  the memory
 * </pre>
 */
final class LastingFile {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String PREFIX = "stillpoint-";
  private static final String BESIDE = "buffer";
  private static final int HEAD_BYTES = 4096;
  private static final int PATH_AT = 64;
  private static final int PATH_BYTES_MAX = HEAD_BYTES - PATH_AT - 1;

  private final Path directory;

  LastingFile(Path directory) {
    this.directory = directory;
  }

  /** What was left here since the machine was started. */
  Optional<MemorySegment> existing() throws IOException {
    for (Path file : places()) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) > HEAD_BYTES
          && isOurs(file)) {
        MemorySegment all = map(file);
        if (text(all, 0).equals(bootId())) {
          return Optional.of(all.asSlice(HEAD_BYTES));
        }
      }
    }
    return Optional.empty();
  }

  /** Makes it anew; empty when there is no room for it anywhere. */
  Optional<MemorySegment> make(long bytes) throws IOException {
    drop();
    if (Files.isDirectory(MEMORY)) {
      dropWhatNobodyOwns();
    }
    for (Path file : places()) {
      try {
        allocate(file, HEAD_BYTES + bytes);
        MemorySegment all = map(file);
        all.setString(PATH_AT, directoryName());
        all.setString(0, bootId());
        return Optional.of(all.asSlice(HEAD_BYTES));
      } catch (SystemCalls.Failed e) {
        System.getLogger("stillpoint.engine")
            .log(System.Logger.Level.DEBUG, "no room for the write buffer", e);
        Files.deleteIfExists(file);
      }
    }
    return Optional.empty();
  }

  void drop() throws IOException {
    for (Path file : places()) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(MEMORY)) {
      places.add(MEMORY.resolve(PREFIX + identity(directory)));
    }
    places.add(directory.resolve(BESIDE));
    return places;
  }

  private static String identity(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:dev")
        + "-"
        + Files.getAttribute(directory, "unix:ino");
  }

  /** Whoever else may write to the memory file system must not be believed. */
  private static boolean isOurs(Path file) throws IOException {
    Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static String bootId() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }

  private String directoryName() throws IOException {
    String name = directory.toRealPath().toString();
    return name.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX ? "" : name;
  }

  private static String text(MemorySegment all, int at) {
    for (int end = at; end < HEAD_BYTES; end++) {
      if (all.get(ValueLayout.JAVA_BYTE, end) == 0) {
        return all.getString(at);
      }
    }
    return "";
  }

  private static MemorySegment map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), Arena.ofAuto());
    }
  }

  /** Takes the room for good: a page that is missing later would end the process. */
  private static void allocate(Path file, long bytes) throws IOException {
    int fd =
        SystemCalls.LINUX.open(
            file.toString(), SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_EXCL, 0600);
    try {
      SystemCalls.LINUX.fallocate(fd, bytes, file.toString());
    } finally {
      SystemCalls.LINUX.close(fd);
    }
  }

  /**
   * What a pool left that was deleted since would occupy memory until the machine is started anew.
   */
  private static void dropWhatNobodyOwns() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(MEMORY)) {
      files = all.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path file : files) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && isOurs(file)
          && isAbandoned(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    if (Files.size(file) <= HEAD_BYTES) {
      return false;
    }
    String owner = text(map(file), PATH_AT);
    if (owner.isEmpty()) {
      return false;
    }
    Path directory = Path.of(owner);
    return !Files.isDirectory(directory)
        || !file.getFileName().toString().equals(PREFIX + identity(directory));
  }
}
