package dev.stillpoint.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that was started for a benchmark; its messages go to a file beside its data. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration STOP_TIME_MAX = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  private final List<String> command;
  private final Process process;
  private final Path messages;

  private ChildProcess(List<String> command, Process process, Path messages) {
    this.command = command;
    this.process = process;
    this.messages = messages;
  }

  /** Starts a program whose standard output is read by the caller. */
  public static ChildProcess start(List<String> command, Path messages) throws CannotMeasure {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectError(messages.toFile())
              .start();
      return new ChildProcess(List.copyOf(command), process, messages);
    } catch (IOException e) {
      throw new CannotMeasure("could not start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** The words that started it. */
  public List<String> command() {
    return command;
  }

  /** The first line of standard output, or a fault when none comes in time. */
  public String firstLine(Duration timeMax) throws CannotMeasure, InterruptedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long deadline = System.nanoTime() + timeMax.toNanos();
    try {
      var output = process.getInputStream();
      while (System.nanoTime() < deadline) {
        if (output.available() == 0) {
          failIfDead();
          Thread.sleep(POLL);
          continue;
        }
        int next = output.read();
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(next);
      }
    } catch (IOException e) {
      throw new CannotMeasure("lost the output of " + command.getFirst(), e);
    }
    throw new CannotMeasure(
        command.getFirst() + " said nothing for " + timeMax.toSeconds() + " s; " + lastWords());
  }

  /**
   * Waits until the program takes connections at its socket; between its making and that is a gap.
   */
  public void awaitSocket(Path socket, Duration timeMax)
      throws CannotMeasure, InterruptedException {
    long deadline = System.nanoTime() + timeMax.toNanos();
    while (!takesConnections(socket)) {
      failIfDead();
      if (System.nanoTime() > deadline) {
        throw new CannotMeasure(
            command.getFirst() + " opened no socket in " + timeMax.toSeconds() + " s");
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean takesConnections(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  /** Its number among the system's processes. */
  public long pid() {
    return process.pid();
  }

  /** Kills it without a word (SIGKILL) and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end, waits, and kills it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void failIfDead() throws CannotMeasure {
    if (!process.isAlive()) {
      throw new CannotMeasure(
          command.getFirst() + " ended with exit code " + process.exitValue() + "; " + lastWords());
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(messages);
      return lines.isEmpty() ? "it left no message" : "its last message: " + lines.getLast();
    } catch (IOException _) {
      return "its messages cannot be read";
    }
  }
}
