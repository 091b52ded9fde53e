package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that must not start, and one that starts where another ended. */
class TwoServersTest {
  private static final int START_SECONDS_MAX = 60;

  /** How a start ended that was refused. */
  private record Refused(int exitCode, String output, String errors) {
    void says(String... parts) {
      assertThat(errors).startsWith("stillpoint serve: ").contains(parts);
      assertThat(errors.lines()).as("one sentence").hasSize(1);
      assertThat(output).isEmpty();
      assertThat(exitCode).isEqualTo(1);
    }
  }

  @TempDir Path directory;

  @Test
  void aSecondServerOnAServedDirectoryIsRefusedAndTheFirstServesOn() throws Exception {
    Path data = directory.resolve("pool");
    try (ServerProcess first = ServerProcess.start(data);
        CrashApi api = new CrashApi(first)) {
      serve("--data", data.toString(), "--api", "127.0.0.1:0")
          .says("Another Stillpoint process is using", data.toString());
      String diskId = api.newDisk(api.runInstance());
      try (NbdClient client = connect(data, diskId)) {
        client.write(0, new byte[] {1, 2, 3}, Persistence.DURABLE);
      }
      assertThat(first.stop()).isZero();
      assertThat(first.restOfOutput()).as("what follows READY on standard output").isEmpty();
    }
  }

  @Test
  void theNextServerHasTheExportsOfRunningInstancesWhenItSaysReady() throws Exception {
    Path data = directory.resolve("pool");
    byte[] bytes = "written before the kill".getBytes(StandardCharsets.UTF_8);
    String diskId;
    try (ServerProcess first = ServerProcess.start(data);
        CrashApi api = new CrashApi(first)) {
      diskId = api.newDisk(api.runInstance());
      try (NbdClient client = connect(data, diskId)) {
        client.write(4095, bytes, Persistence.DURABLE);
        first.kill();
      }
    }
    try (ServerProcess next = ServerProcess.start(data);
        NbdClient client = connect(data, diskId)) {
      assertThat(client.read(4095, bytes.length)).isEqualTo(bytes);
      assertThat(next.ready().path("nbd").asString()).contains("nbd.sock");
    }
  }

  @Test
  void aSocketPathThatIsTooLongIsTold() throws Exception {
    Path socket = directory.resolve("s".repeat(120));
    serve("--data", directory.resolve("pool").toString(), "--nbd-socket", socket.toString())
        .says("too long", socket.toString());
  }

  @Test
  void anApiAddressThatIsNotLoopbackIsRefused() throws Exception {
    serve("--data", directory.resolve("pool").toString(), "--api", "0.0.0.0:0")
        .says("The API address", "0.0.0.0");
    assertThat(directory.resolve("pool")).doesNotExist();
  }

  @Test
  void anNbdAddressThatIsNotLoopbackIsRefused() throws Exception {
    serve("--data", directory.resolve("pool").toString(), "--nbd", "192.0.2.1:10809")
        .says("The NBD address", "192.0.2.1");
  }

  @Test
  void aDirectoryThatHoldsSomethingElseIsLeftAlone() throws Exception {
    Path mine = Files.createDirectory(directory.resolve("mine"));
    Files.writeString(mine.resolve("letter"), "dear");
    serve("--data", mine.toString()).says("not made by Stillpoint", mine.toString());
    assertThat(mine.toFile().list()).containsExactly("letter");
  }

  private static NbdClient connect(Path data, String diskId) throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(data.resolve("nbd.sock")), diskId);
  }

  private Refused serve(String... arguments) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(StillpointCommand.words("serve"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.command().addAll(List.of(arguments));
    Process process = builder.start();
    boolean ended = process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assertThat(ended).as("it ends; it said: %s", Files.readString(errors)).isTrue();
    return new Refused(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
