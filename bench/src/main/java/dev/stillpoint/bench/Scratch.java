package dev.stillpoint.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The temporary directory of one benchmark and the servers that use it. All of it goes when it is
 * closed, and also when the process is asked to end meanwhile.
 */
public final class Scratch implements AutoCloseable {
  private final Path directory;
  private final Deque<ChildProcess> processes = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::clear, "bench-clear");

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory below {@code parent}. */
  public static Scratch below(Path parent) throws CannotMeasure {
    try {
      Scratch scratch = new Scratch(Files.createTempDirectory(parent, "stillpoint-bench-"));
      Runtime.getRuntime().addShutdownHook(scratch.atExit);
      return scratch;
    } catch (IOException e) {
      throw new CannotMeasure("no temporary directory can be made in " + parent + ": " + e, e);
    }
  }

  /** The temporary directory itself. */
  public Path directory() {
    return directory;
  }

  /** How many bytes are free there. */
  public long usableBytes() throws CannotMeasure {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new CannotMeasure("the free space of " + directory + " cannot be read: " + e, e);
    }
  }

  /** An empty directory of its own for a contender. */
  public Path room(String name) throws CannotMeasure {
    try {
      return Files.createDirectory(directory.resolve(name.replace(' ', '-')));
    } catch (IOException e) {
      throw new CannotMeasure("no directory can be made in " + directory + ": " + e, e);
    }
  }

  /** Leaves a server in the care of this scratch directory. */
  Target keep(Target target) {
    keep(target.process());
    return target;
  }

  /** Leaves a process in the care of this scratch directory. */
  public synchronized void keep(ChildProcess process) {
    processes.push(process);
  }

  /** Removes a directory below with all that is in it. */
  public void remove(Path room) throws CannotMeasure {
    try {
      Files.walkFileTree(room, new Removal());
    } catch (IOException e) {
      throw new CannotMeasure(room + " could not be removed: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      return; // The process is ending, and the hook clears.
    }
    clear();
  }

  private synchronized void clear() {
    while (!processes.isEmpty()) {
      processes.pop().close();
    }
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (IOException e) {
      System.getLogger(Scratch.class.getName())
          .log(System.Logger.Level.WARNING, directory + " could not be removed", e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file); // An interrupted run clears from two threads.
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
      if (fault != null) {
        throw fault;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
