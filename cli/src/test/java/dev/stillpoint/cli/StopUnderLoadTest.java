package dev.stillpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.AccessKey;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import dev.stillpoint.client.Signature;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIGTERM while clients write as fast as they can and one takes no answers. */
class StopUnderLoadTest {
  private static final int WRITERS = 4;
  private static final int BLOCK = 64 << 10;

  private final List<Process> started = new ArrayList<>();
  private final AtomicLong written = new AtomicLong();
  @TempDir private Path directory;

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void endsInTimeWithZeroAndLeavesACleanDirectory()
      throws IOException, InterruptedException, ApiFault {
    Process server = start("serve", "--data", data(), "--api", "127.0.0.1:0", "--config", config());
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      JsonNode ready = JsonMapper.shared().readTree(out.readLine().substring("READY ".length()));
      String disk = newDisk(ready);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        NbdClient client = NbdClient.connect(socket(), disk);
        long start = (long) i << 30;
        writers.add(Thread.ofVirtual().start(() -> writeUntilTheEnd(client, start)));
      }
      try (SocketChannel stuck = takesNoAnswers(disk)) {
        while (written.get() < 200) {
          assertThat(server.isAlive()).isTrue();
          TimeUnit.MILLISECONDS.sleep(5);
        }
        server.toHandle().destroy();
        assertThat(server.waitFor(10, TimeUnit.SECONDS)).as("ends within 10 s").isTrue();
        assertThat(stuck.isOpen()).isTrue();
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
    assertThat(server.exitValue()).isZero();
    assertThat(start("check", "--data", data()).waitFor()).isZero();
  }

  private void writeUntilTheEnd(NbdClient client, long start) {
    try (client) {
      for (long at = 0; ; at = (at + BLOCK) % (1 << 28)) {
        client.write(start + at, new byte[BLOCK], Persistence.VOLATILE);
        written.incrementAndGet();
      }
    } catch (IOException theServerEnds) {
      // Whether it ended as it should is what the test asks.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for 200 MiB and takes the first bytes only, so that it is known to have been heard. */
  private SocketChannel takesNoAnswers(String disk) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(socket());
    take(channel, 18);
    byte[] name = disk.getBytes(StandardCharsets.UTF_8);
    ByteBuffer hello = ByteBuffer.allocate(20 + name.length);
    hello.putInt(3).putLong(0x49484156454F5054L).putInt(1).putInt(name.length).put(name);
    give(channel, hello.flip());
    take(channel, 10);
    ByteBuffer reads = ByteBuffer.allocate(200 * 28);
    for (int i = 0; i < 200; i++) {
      reads.putInt(0x25609513).putInt(0).putLong(i).putLong(0).putInt(1 << 20);
    }
    give(channel, reads.flip());
    take(channel, 1);
    return channel;
  }

  private static void give(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void take(SocketChannel channel, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      assertThat(channel.read(bytes)).as("the server answers").isNotNegative();
    }
  }

  /** A data disk of a new instance that runs. */
  private String newDisk(JsonNode ready) throws IOException, InterruptedException, ApiFault {
    try (ApiClient api =
        new ApiClient(
            URI.create(ready.path("api").asString()),
            AccessKey.read(Path.of(ready.path("credentials").asString())),
            Signature.V3,
            InstantSource.system(),
            new Random())) {
      LinkedHashMap<String, String> instance = new LinkedHashMap<>();
      instance.put("RegionId", "cn-hangzhou");
      instance.put("ImageId", "any");
      instance.put("InstanceType", "ecs.any");
      instance.put("DataDisk.1.Size", "20");
      api.call("RunInstances", instance);
      LinkedHashMap<String, String> wanted = new LinkedHashMap<>();
      wanted.put("RegionId", "cn-hangzhou");
      wanted.put("DiskType", "data");
      return api.call("DescribeDisks", wanted).at("/Disks/Disk/0/DiskId").asString();
    }
  }

  private UnixDomainSocketAddress socket() {
    return UnixDomainSocketAddress.of(Path.of(data(), "nbd.sock"));
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private String config() throws IOException {
    return Files.writeString(directory.resolve("small.conf"), "pool.size = 4GiB\n").toString();
  }

  private Process start(String... flags) throws IOException {
    List<String> words = new ArrayList<>(OwnCommand.line());
    words.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    return process;
  }
}
