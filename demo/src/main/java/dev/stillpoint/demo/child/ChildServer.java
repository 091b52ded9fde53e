package dev.stillpoint.demo.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running {@code stillpoint serve}. Any thread may end it. */
public final class ChildServer implements AutoCloseable {
  private static final long READY_SECONDS_MAX = 60;
  private static final long STOP_SECONDS_MAX = 12;
  private static final long KILL_SECONDS_MAX = 5;

  private final Process process;
  private final Ready ready;

  private ChildServer(Process process, Ready ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts the server on a directory and waits until it serves.
   *
   * @param command the command line before {@code serve}
   * @param log where its standard error goes, appended
   * @throws IOException it ended or stayed silent for 60 s; the message holds the log's last lines
   */
  public static ChildServer start(List<String> command, Path data, Path log)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("serve", "--data", data.toString(), "--api", "127.0.0.1:0"));
    // Who kills it knows that what was not flushed may be gone, and looks at just that.
    line.addAll(List.of("--after-power-cut", "serve"));
    Process process =
        new ProcessBuilder(line)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ChildServer(process, awaitReady(process, log));
    } catch (IOException | InterruptedException e) {
      end(process);
      throw e;
    }
  }

  /** What it said when it was ready. */
  public Ready ready() {
    return ready;
  }

  /** The process ID. */
  public long pid() {
    return process.pid();
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  public void kill() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /**
   * Ends it with SIGTERM, and with SIGKILL if it is not gone in 12 s.
   *
   * @return whether it left in time by itself
   */
  public boolean stop() throws InterruptedException {
    process.destroy();
    if (process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  /** Ends it at once, whatever it does. */
  @Override
  public void close() {
    end(process);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      // Until it is gone it may still write into its directory.
      process.waitFor(KILL_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Ready awaitReady(Process process, Path log)
      throws IOException, InterruptedException {
    CompletableFuture<String> first = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("server-output").start(() -> readOutput(process, first));
    try {
      return Ready.parse(first.get(READY_SECONDS_MAX, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new IOException("the server was not ready after 60 s\n" + lastLines(log), e);
    } catch (ExecutionException e) {
      throw new IOException("the server did not start\n" + lastLines(log), e);
    }
  }

  /** Gives the first line away and reads on, so that the server never waits for a full pipe. */
  private static void readOutput(Process process, CompletableFuture<String> first) {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        first.complete(line);
      }
      first.completeExceptionally(new IOException("it ended"));
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
