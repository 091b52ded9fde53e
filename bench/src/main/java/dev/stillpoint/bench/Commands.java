package dev.stillpoint.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The programs that this machine has. */
final class Commands {
  private final String path;

  /**
   * @param path directories to search, as in the variable PATH
   */
  Commands(String path) {
    this.path = path;
  }

  /** The programs that the environment of this process names. */
  static Commands ofEnvironment() {
    return new Commands(System.getenv().getOrDefault("PATH", ""));
  }

  /** Where a program is. */
  Optional<Path> find(String program) {
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
