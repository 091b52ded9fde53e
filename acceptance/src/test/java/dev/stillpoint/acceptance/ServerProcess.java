package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.server.Check;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real server in a process of its own, started as an operator does. */
final class ServerProcess implements AutoCloseable {
  private static final String READY = "READY ";
  private static final int READY_SECONDS_MAX = 60;
  private static final int STOP_SECONDS_MAX = 10;

  private final Process process;
  private final BufferedReader output;
  private final JsonNode ready;
  private final Path data;

  private ServerProcess(Process process, BufferedReader output, JsonNode ready, Path data) {
    this.process = process;
    this.output = output;
    this.ready = ready;
    this.data = data;
  }

  /** Starts a server on {@code data} with free ports; its log goes to {@code data}.log. */
  static ServerProcess start(Path data, String... moreArguments) throws Exception {
    List<String> command =
        StillpointCommand.words("serve", "--data", data.toString(), "--api", "127.0.0.1:0");
    command.addAll(List.of(moreArguments));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      String line = firstLine(output);
      assertThat(line).as("first line of output; log: %s", tail(log)).startsWith(READY);
      return new ServerProcess(
          process, output, JsonMapper.shared().readTree(line.substring(READY.length())), data);
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String firstLine(BufferedReader output)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            line.complete(output.readLine());
          } catch (IOException e) {
            line.completeExceptionally(e);
          }
        });
    return line.get(READY_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : new ArrayList<>();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** What the READY line said. */
  JsonNode ready() {
    return ready;
  }

  /** Host and port of the API. */
  String endpoint() {
    return URI.create(ready.path("api").asString()).getAuthority();
  }

  Path credentials() {
    return Path.of(ready.path("credentials").asString());
  }

  /** The process's number, for whoever looks at it from outside. */
  long pid() {
    return process.pid();
  }

  /** Where foreign clients find an export. */
  String nbdUri(String export) {
    return ready.path("nbd").asString().replace("nbd+unix:///", "nbd+unix:///" + export);
  }

  /** SIGTERM; answers the exit code. */
  int stop() throws InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close our end of its output.
    assertThat(process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS))
        .as("the server ends within %d s of SIGTERM", STOP_SECONDS_MAX)
        .isTrue();
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** What came on standard output after the READY line; only after the end. */
  List<String> restOfOutput() {
    return output.lines().toList();
  }

  /** Ends it by force; then, whatever the test was about, what it leaves must be in order. */
  @Override
  public void close() {
    kill();
    StringWriter said = new StringWriter();
    int code = Check.run(data, false, new PrintWriter(said));
    // Another server of the same test may use the directory by now; it is checked when that ends.
    if (!said.toString().contains("Another Stillpoint process is using")) {
      assertThat(code).as("check of what the server left: %s", said).isEqualTo(Check.CLEAN);
    }
  }
}
