package dev.stillpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.client.NbdClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as its user sees it: a process with an output, an exit code and signals. */
class ServeProcessTest {
  private static final Pattern API = Pattern.compile("\"api\":\"http://127\\.0\\.0\\.1:(\\d+)\"");

  private final List<Process> started = new ArrayList<>();
  @TempDir private Path directory;

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void printsOneLineServesAndEndsWithZeroOnSigterm() throws IOException, InterruptedException {
    Process server = serve("--data", data(), "--api", "127.0.0.1:0");
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      int port = port(out.readLine());
      // A connected client that says nothing must not hold up the end.
      try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(idle.isConnected()).isTrue();
        server.toHandle().destroy();
        assertThat(server.waitFor(10, TimeUnit.SECONDS)).as("ends within 10 s").isTrue();
      }
      assertThat(out.readLine()).as("nothing more on standard output").isNull();
    }
    assertThat(server.exitValue()).isZero();
    assertThat(Path.of(data(), "nbd.sock")).doesNotExist();
    assertThat(check()).isZero();
  }

  @Test
  void aKilledServerLeavesNothingThatKeepsTheNextFromStarting()
      throws IOException, InterruptedException {
    Process first = serve("--data", data(), "--api", "127.0.0.1:0");
    port(first.inputReader(StandardCharsets.UTF_8).readLine());
    first.destroyForcibly().waitFor();
    Process second = serve("--data", data(), "--api", "127.0.0.1:0");
    port(second.inputReader(StandardCharsets.UTF_8).readLine());
    assertThat(Path.of(data(), "nbd.sock")).exists();
    second.destroy();
    assertThat(second.waitFor()).isZero();
  }

  @Test
  void whatCannotStartSaysOneSentenceOnStandardErrorOnly()
      throws IOException, InterruptedException {
    Process refused = serve("--data", data(), "--api", "0.0.0.0:0");
    String out = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(refused.waitFor()).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err).contains("stillpoint serve: The API address").contains("no TLS yet");
  }

  @Test
  void anNbdClientIsRefusedUnknownNamesWhileTheServerLivesOn()
      throws IOException, InterruptedException {
    Process server = serve("--data", data(), "--api", "127.0.0.1:0");
    port(server.inputReader(StandardCharsets.UTF_8).readLine());
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(Path.of(data(), "nbd.sock"));
    assertThatThrownBy(() -> NbdClient.connect(socket, "d-none")).isInstanceOf(IOException.class);
    assertThat(server.isAlive()).isTrue();
    server.destroy();
    assertThat(server.waitFor()).isZero();
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private Process serve(String... flags) throws IOException {
    Path config = directory.resolve("small.conf");
    Files.writeString(config, "pool.size = 4GiB\n");
    List<String> words = new ArrayList<>(OwnCommand.serve());
    words.addAll(List.of("--config", config.toString()));
    words.addAll(List.of(flags));
    Process process = new ProcessBuilder(words).start();
    started.add(process);
    return process;
  }

  private int check() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(OwnCommand.line());
    words.addAll(List.of("check", "--data", data()));
    Process process = new ProcessBuilder(words).inheritIO().start();
    started.add(process);
    return process.waitFor();
  }

  private static int port(String ready) {
    assertThat(ready).startsWith("READY {");
    Matcher api = API.matcher(ready);
    assertThat(api.find()).as(ready).isTrue();
    return Integer.parseInt(api.group(1));
  }
}
