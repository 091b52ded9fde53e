package dev.stillpoint.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A peer that serves one raw file over NBD on a unix socket. */
record FileServer(String name, String program, Commands commands, Words words)
    implements Contender {
  static final String NBDKIT_FILE = "nbdkit file";
  static final String NBDKIT_MEMORY = "nbdkit memory";

  private static final Duration START_TIME_MAX = Duration.ofSeconds(20);

  /** The command line of such a server. */
  @FunctionalInterface
  interface Words {
    List<String> of(Path program, Path socket, Path file);
  }

  /** nbdkit with its file plugin, its defaults throughout. */
  static FileServer nbdkit(Commands commands) {
    return new FileServer(
        NBDKIT_FILE,
        "nbdkit",
        commands,
        (program, socket, file) ->
            List.of(program.toString(), "-f", "-U", socket.toString(), "file", file.toString()));
  }

  /**
   * nbdkit with its memory plugin: no file, nothing to flush, the end of what a server can reach.
   */
  static FileServer nbdkitMemory(Commands commands, long diskBytes) {
    return new FileServer(
        NBDKIT_MEMORY,
        "nbdkit",
        commands,
        (program, socket, _) ->
            List.of(
                program.toString(), "-f", "-U", socket.toString(), "memory", "size=" + diskBytes));
  }

  /** qemu-nbd on a raw file with a write-back cache that honours flushes. */
  static FileServer qemuNbd(Commands commands) {
    return new FileServer(
        "qemu-nbd raw",
        "qemu-nbd",
        commands,
        (program, socket, file) ->
            List.of(
                program.toString(),
                "--format=raw",
                "--cache=writeback",
                "--persistent",
                "--shared=4",
                "--socket=" + socket,
                file.toString()));
  }

  @Override
  public Optional<String> absence() {
    return commands.find(program).isPresent()
        ? Optional.empty()
        : Optional.of(program + " is not installed");
  }

  /** The file that a server in such a directory serves. */
  static Path file(Path directory) {
    return directory.resolve("disk.raw");
  }

  @Override
  public Target start(Path directory, long diskBytes) throws CannotMeasure, InterruptedException {
    Path found =
        commands.find(program).orElseThrow(() -> new CannotMeasure(program + " is not installed"));
    Path file = file(directory);
    Path socket = directory.resolve("nbd.sock");
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(diskBytes);
    } catch (IOException e) {
      throw new CannotMeasure("could not make " + file + ": " + e.getMessage(), e);
    }
    List<String> command = words.of(found, socket, file);
    ChildProcess process = ChildProcess.start(command, directory.resolve("messages"));
    try {
      process.awaitSocket(socket, START_TIME_MAX);
    } catch (CannotMeasure e) {
      process.close();
      throw e;
    }
    return new Target(name, command, socket, "", process);
  }
}
