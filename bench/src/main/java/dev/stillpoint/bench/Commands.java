package dev.stillpoint.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The programs that this machine has. */
public final class Commands {
  private final String path;

  /**
   * The programs of a path.
   *
   * @param path directories to search, as in the variable PATH
   */
  public Commands(String path) {
    this.path = path;
  }

  /** The programs that the environment of this process names. */
  public static Commands ofEnvironment() {
    return new Commands(System.getenv().getOrDefault("PATH", ""));
  }

  /** Where a program is. */
  public Optional<Path> find(String program) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty()) {
        Path candidate = Path.of(directory).resolve(program);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
