package dev.stillpoint.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory that one run works in, and that only this run deletes. */
final class WorkDirectory {
  private final Path path;
  private final DemoOptions.Keeping keeping;

  private WorkDirectory(Path path, DemoOptions.Keeping keeping) {
    this.path = path;
    this.keeping = keeping;
  }

  /** A fresh temporary directory, or the one named, which must be new or empty. */
  static WorkDirectory open(Optional<Path> named, DemoOptions.Keeping keeping) throws IOException {
    if (named.isEmpty()) {
      return new WorkDirectory(Files.createTempDirectory("stillpoint-demo-"), keeping);
    }
    Path path = Files.createDirectories(named.get().toAbsolutePath());
    try (Stream<Path> content = Files.list(path)) {
      if (content.findAny().isPresent()) {
        throw new IOException(path + " is not empty");
      }
    }
    return new WorkDirectory(path, keeping);
  }

  Path path() {
    return path;
  }

  /**
   * Deletes the directory unless it is to be kept. Idempotent; links are removed, never followed.
   */
  void close() throws IOException {
    if (keeping == DemoOptions.Keeping.KEEP || Files.notExists(path)) {
      return;
    }
    Files.walkFileTree(path, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
      return FileVisitResult.CONTINUE; // A dying server removed it first.
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException fault)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
