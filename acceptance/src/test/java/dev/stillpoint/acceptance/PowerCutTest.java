package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The death of the machine, as far as a process can tell it from its own: the write buffer is gone,
 * or is of another run of the machine.
 */
@Tag("slow")
class PowerCutTest {
  private static final int BLOCK_BYTES = 4096;

  @TempDir Path directory;
  private Path data;
  private String instance;
  private String disk;

  /** What a machine that died leaves of the write buffer. */
  enum Cut {
    BUFFER_GONE {
      @Override
      void make(Path buffer) throws IOException {
        Files.delete(buffer);
      }
    },
    ANOTHER_BOOT {
      @Override
      void make(Path buffer) throws IOException {
        ByteBuffer id =
            ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(buffer, StandardOpenOption.WRITE)) {
          channel.write(id, 0);
        }
      }
    };

    abstract void make(Path buffer) throws IOException;
  }

  private static byte[] block(int value) {
    byte[] bytes = new byte[BLOCK_BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private NbdClient connect() throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(data.resolve("nbd.sock")), disk);
  }

  /** A server with a disk whose client flushed one block, was answered another, and lives on. */
  private void serveAndKill() throws Exception {
    data = directory.resolve("pool");
    try (ServerProcess server = ServerProcess.start(data);
        CrashApi api = new CrashApi(server)) {
      instance = api.runInstance();
      disk = api.newDisk(instance);
      try (NbdClient client = connect()) {
        client.write(0, block(1), Persistence.VOLATILE);
        client.flush();
        client.write(BLOCK_BYTES, block(2), Persistence.VOLATILE);
        server.kill();
      }
    }
  }

  /** Where the server keeps the write buffer. */
  private Path buffer() throws IOException {
    Path pool = data.resolve("pool");
    Path shared =
        Path.of(
            "/dev/shm",
            "stillpoint-"
                + Files.getAttribute(pool, "unix:dev")
                + "-"
                + Files.getAttribute(pool, "unix:ino"));
    return Files.exists(shared) ? shared : pool.resolve("buffer");
  }

  private String log() throws IOException {
    return Files.readString(data.resolve("stillpoint.log"));
  }

  private static ApiFault refused(CrashApi api, String action, String... parameters) {
    return catchThrowableOfType(ApiFault.class, () -> api.call(action, parameters));
  }

  @ParameterizedTest
  @EnumSource
  void aDiskOfARunningInstanceIsClosedUntilTheInstanceWasStoppedAndStarted(Cut cut)
      throws Exception {
    serveAndKill();
    cut.make(buffer());
    try (ServerProcess next = ServerProcess.start(data);
        CrashApi api = new CrashApi(next)) {
      assertStale(next, api);
      next.kill();
    }
    try (ServerProcess next = ServerProcess.start(data);
        CrashApi api = new CrashApi(next)) {
      assertStale(next, api);
      assertThat(log()).contains("since the machine died, these disks are stale");
      api.stop(instance);
      api.start(instance);
      try (NbdClient client = connect()) {
        assertThat(client.read(0, BLOCK_BYTES)).as("what was flushed").isEqualTo(block(1));
      }
      assertThat(api.call("CreateSnapshot", "DiskId", disk).path("SnapshotId").asString())
          .startsWith("s-");
      assertThat(disks()).doesNotContain(disk);
      next.kill();
    }
    try (ServerProcess _ = ServerProcess.start(data);
        NbdClient client = connect()) {
      assertThat(client.read(0, BLOCK_BYTES)).as("served again").isEqualTo(block(1));
    }
  }

  private void assertStale(ServerProcess server, CrashApi api) throws Exception {
    assertThat(api.status("Instance", instance)).isEqualTo("Running");
    assertThat(
            api.call("DescribeInstances", "InstanceIds", "[\"" + instance + "\"]")
                .at("/Instances/Instance/0/StaleDisks/DiskId")
                .valueStream()
                .map(JsonNode::asString))
        .contains(disk);
    assertThatThrownBy(this::connect)
        .hasMessageContaining("disk " + disk + " is stale")
        .hasMessageContaining("stop and start " + instance);
    assertThat(refused(api, "CreateSnapshot", "DiskId", disk).code())
        .isEqualTo("IncorrectDiskStatus.Invalid");
    assertThat(refused(api, "CreateSnapshotGroup", "InstanceId", instance).code())
        .isEqualTo("IncorrectDiskStatus.Invalid");
    assertThat(disks()).contains(disk).contains("answers-lost");
    assertThat(log())
        .containsPattern(
            "WARN.*the machine died, or the write buffer was lost.*stale.*stopped and started.*"
                + disk);
    if (Tool.isThere("nbdinfo")) {
      assertThat(Tool.run("nbdinfo", "--list", "--json", server.nbdUri(""))).doesNotContain(disk);
    }
  }

  /** What the operator is told of disks. */
  private String disks() throws IOException {
    return Tool.run(
        StillpointCommand.words("admin", "disk", "list", "--data", data.toString())
            .toArray(String[]::new));
  }

  @Test
  void whoWantsItServedIsServedAtOnceAndTheLogSaysWhatThatMeans() throws Exception {
    serveAndKill();
    Cut.BUFFER_GONE.make(buffer());
    try (ServerProcess next = ServerProcess.start(data, "--after-power-cut", "serve");
        CrashApi api = new CrashApi(next);
        NbdClient client = connect()) {
      assertThat(client.read(0, BLOCK_BYTES)).isEqualTo(block(1));
      assertThat(api.call("CreateSnapshot", "DiskId", disk).path("SnapshotId").asString())
          .startsWith("s-");
      assertThat(log()).containsOnlyOnce("after-power-cut = serve");
      next.kill();
    }
    try (ServerProcess _ = ServerProcess.start(data);
        NbdClient client = connect()) {
      assertThat(client.read(0, BLOCK_BYTES)).as("it was noted").isEqualTo(block(1));
    }
  }

  @Test
  void theDeathOfTheProcessAloneLosesNothingAndClosesNothing() throws Exception {
    serveAndKill();
    try (ServerProcess _ = ServerProcess.start(data);
        NbdClient client = connect()) {
      assertThat(client.read(0, BLOCK_BYTES)).isEqualTo(block(1));
      assertThat(client.read(BLOCK_BYTES, BLOCK_BYTES)).as("never flushed").isEqualTo(block(2));
      assertThat(log()).doesNotContain("stale");
    }
  }

  @Test
  void withoutAWriteCacheNothingIsLostWithTheMachine() throws Exception {
    Path config = Files.writeString(directory.resolve("off.conf"), "write-cache = off\n");
    data = directory.resolve("pool");
    try (ServerProcess server = ServerProcess.start(data, "--config", config.toString());
        CrashApi api = new CrashApi(server)) {
      disk = api.newDisk(api.runInstance());
      try (NbdClient client = connect()) {
        client.write(0, block(3), Persistence.VOLATILE);
        server.kill();
      }
    }
    Files.deleteIfExists(buffer());
    try (ServerProcess _ = ServerProcess.start(data, "--config", config.toString());
        NbdClient client = connect()) {
      assertThat(client.read(0, BLOCK_BYTES)).isEqualTo(block(3));
    }
  }

  @Test
  void aClientThatConnectsAgainByItselfMeetsAnErrorAndNoGap() throws Exception {
    Tool.require("qemu-io");
    data = directory.resolve("pool");
    Path said = directory.resolve("qemu-io.out");
    Process qemu = null;
    try (ServerProcess server = ServerProcess.start(data);
        CrashApi api = new CrashApi(server)) {
      instance = api.runInstance();
      disk = api.newDisk(instance);
      qemu =
          new ProcessBuilder(
                  "qemu-io",
                  "--image-opts",
                  "driver=nbd,server.type=unix,server.path="
                      + data.resolve("nbd.sock")
                      + ",export="
                      + disk
                      + ",reconnect-delay=3")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      say(qemu, "write -P 4 0 64k");
      await(said, "wrote 65536/65536");
      server.kill();
      Cut.BUFFER_GONE.make(buffer());
    }
    try (ServerProcess _ = ServerProcess.start(data)) {
      say(qemu, "read -P 4 0 64k");
      await(said, "read failed: Input/output error");
    } finally {
      qemu.destroyForcibly();
    }
  }

  private static void say(Process process, String line) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.US_ASCII);
    input.write(line + "\n");
    input.flush();
  }

  private static void await(Path file, String wanted) throws Exception {
    for (int i = 0; i < 1000 && !Files.readString(file).contains(wanted); i++) {
      Thread.sleep(20);
    }
    assertThat(Files.readString(file)).contains(wanted);
  }
}
