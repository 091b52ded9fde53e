package dev.stillpoint.server.directory;

import com.sun.security.auth.module.UnixSystem;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whose files they are. What another user made, or could have put there, is not opened: a link in
 * place of the log lets a server overwrite any file of its user, and a catalog of somebody else's
 * making brings its own accounts.
 */
final class Ownership {
  private static final long ROOT = 0;

  private Ownership() {}

  /**
   * Checks a directory and everything in it, as deep as the data directory is.
   *
   * @param apart an entry that is not looked at
   * @throws CannotStart something in there is a link, has a second name, or is another user's
   */
  static void check(Path directory, String apart) throws CannotStart, IOException {
    Map<Long, Integer> names = new HashMap<>();
    List<Path> files = new ArrayList<>();
    walk(directory, apart, files);
    for (Path file : files) {
      names.merge(number(file, "ino"), 1, Integer::sum);
    }
    for (Path file : files) {
      if (number(file, "nlink") > names.get(number(file, "ino"))) {
        throw new CannotStart(file + " has another name elsewhere, so it is not this directory's.");
      }
    }
  }

  /** Collects the regular files. */
  private static void walk(Path directory, String apart, List<Path> files)
      throws CannotStart, IOException {
    checkOwn(directory);
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.filter(path -> !path.endsWith(apart)).toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          walk(entry, apart, files);
          continue;
        }
        checkOwn(entry);
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          files.add(entry);
        }
      }
    }
  }

  private static void checkOwn(Path path) throws CannotStart, IOException {
    if (Files.isSymbolicLink(path)) {
      throw new CannotStart(path + " is a link, and nothing in a data directory is one.");
    }
    long owner = number(path, "uid");
    if (owner != self()) {
      throw new CannotStart(
          path + " belongs to the user with the number " + owner + ", not to the one that starts.");
    }
  }

  /** Whether a file belongs to the user of this process or to root. */
  static boolean trusted(Path file) throws IOException {
    long owner = ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    return owner == ROOT || owner == self();
  }

  /** Whether a link belongs to the user of this process; true for what is no link. */
  static boolean isOwnOrNoLink(Path path) throws IOException {
    return !Files.isSymbolicLink(path) || number(path, "uid") == self();
  }

  private static long number(Path path, String attribute) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    return ((Number) all.get(attribute)).longValue();
  }

  private static long self() {
    return new UnixSystem().getUid();
  }
}
