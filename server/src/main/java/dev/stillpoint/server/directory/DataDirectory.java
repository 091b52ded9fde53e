package dev.stillpoint.server.directory;

import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds everything, readable by its owner only and locked while this is open.
 * The lock is the operating system's and dies with the process.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "stillpoint.lock";

  /** What mkfs puts into the root of a new file system. */
  private static final String LOST_AND_FOUND = "lost+found";

  private static final String POOL = "pool";

  /** As they are from the first moment, whatever the process's mask says. */
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Opens a directory, and makes it when it is not there.
   *
   * @throws CannotStart when it is in use, or holds something else, or something of another user
   */
  public static DataDirectory openOrMake(Path given) throws CannotStart {
    Path path = given.toAbsolutePath().normalize();
    try {
      if (Files.notExists(path)) {
        Files.createDirectories(path, OWNER_ONLY);
      } else if (isForeign(path)) {
        throw new CannotStart(
            path + " is not empty and was not made by Stillpoint. Choose another directory.");
      }
      checkOwned(path);
      Files.setPosixFilePermissions(path, OWNER_ONLY.value());
      makePool(path.resolve(POOL));
      return lock(path);
    } catch (IOException e) {
      throw new CannotStart("The data directory " + path + " cannot be used: " + e, e);
    }
  }

  /**
   * Opens a directory that a server has made before.
   *
   * @throws CannotStart when there is none, or when it is in use
   */
  public static DataDirectory openExisting(Path given) throws CannotStart {
    Path path = given.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path.resolve(LOCK))) {
      throw new CannotStart("There is no Stillpoint data directory at " + path + ".");
    }
    try {
      checkOwned(path);
      return lock(path);
    } catch (IOException e) {
      throw new CannotStart("The data directory " + path + " cannot be used: " + e, e);
    }
  }

  private static void checkOwned(Path path) throws CannotStart, IOException {
    if (!Ownership.isOwnOrNoLink(path)) {
      throw new CannotStart(path + " is another user's link.");
    }
    Ownership.check(path.toRealPath(), LOST_AND_FOUND);
  }

  private static void makePool(Path pool) throws IOException {
    Files.createDirectories(pool, OWNER_ONLY);
    Files.setPosixFilePermissions(pool, OWNER_ONLY.value());
  }

  /** Absolute path of the directory. */
  public Path path() {
    return path;
  }

  /** Where the engine keeps its log. */
  public Path pool() {
    return path.resolve(POOL);
  }

  /** Where the catalog is kept. */
  public Path catalog() {
    return path.resolve("catalog");
  }

  /** The first account's access key, for people and clients. */
  public Path credentials() {
    return path.resolve("credentials.ini");
  }

  /** The socket of the operator's commands. */
  public Path adminSocket() {
    return path.resolve("admin.sock");
  }

  /** The server's log file. */
  public Path log() {
    return path.resolve("stillpoint.log");
  }

  /**
   * An empty directory for the native libraries that this process takes out of its jars. What
   * earlier processes that were killed left there is removed.
   */
  public Path libraries() throws CannotStart {
    Path libraries = path.resolve("libraries");
    try {
      Files.createDirectories(libraries, OWNER_ONLY);
      try (Stream<Path> left = Files.list(libraries)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      return libraries;
    } catch (IOException e) {
      throw new CannotStart("The directory " + libraries + " cannot be emptied: " + e, e);
    }
  }

  /** Lets another server in. */
  @Override
  public void close() throws CannotStart {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new CannotStart("The lock of " + path + " cannot be released: " + e, e);
    }
  }

  private static boolean isForeign(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.anyMatch(entry -> !entry.endsWith(LOST_AND_FOUND))
          && Files.notExists(path.resolve(LOCK));
    }
  }

  private static DataDirectory lock(Path path) throws IOException, CannotStart {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new CannotStart("Another Stillpoint process is using " + path + ".");
    }
    return new DataDirectory(path, channel);
  }
}
