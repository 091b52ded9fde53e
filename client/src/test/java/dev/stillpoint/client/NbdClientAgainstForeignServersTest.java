package dev.stillpoint.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NbdClientAgainstForeignServersTest {
  private static final int BLOCK = 4096;

  @TempDir Path directory;
  private final List<Process> servers = new ArrayList<>();

  @AfterEach
  void endServers() throws InterruptedException {
    for (Process server : servers) {
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void readsBackWhatItWroteThroughNbdkit() throws Exception {
    try (NbdClient client = NbdClient.connect(nbdkit("memory", "64M"), "")) {
      assertThat(client.export().sizeBytes()).isEqualTo(64L << 20);
      assertThat(client.export().canFlush()).isTrue();
      readsBack(client);
    }
  }

  @Test
  void readsBackWhatItWroteThroughQemu() throws Exception {
    try (NbdClient client = NbdClient.connect(qemu(), "disk")) {
      assertThat(client.export().sizeBytes()).isEqualTo(64L << 20);
      readsBack(client);
    }
  }

  @Test
  void connectsOverTcp() throws Exception {
    assumeTrue(onPath("nbdkit"), "nbdkit is not installed");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start("nbdkit", "-f", "-i", "127.0.0.1", "-p", Integer.toString(port), "memory", "16M");

    try (NbdClient client =
        connectPatiently(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "")) {
      client.write(512, new byte[] {1, 2, 3}, Persistence.VOLATILE);
      assertThat(client.read(511, 5)).containsExactly(0, 1, 2, 3, 0);
    }
  }

  @Test
  void keepsManyRequestsInFlight() throws Exception {
    try (NbdClient client = NbdClient.connect(nbdkit("memory", "64M"), "")) {
      int requests = 8_000;
      AtomicInteger good = new AtomicInteger();
      CompletableFuture<Void> written = new CompletableFuture<>();
      AtomicInteger open = new AtomicInteger(requests);
      for (int i = 0; i < requests; i++) {
        client.write(
            (long) i * BLOCK,
            ByteBuffer.wrap(block(i)),
            Persistence.VOLATILE,
            status -> {
              good.addAndGet(status == NbdStatus.OK ? 1 : 0);
              if (open.decrementAndGet() == 0) {
                written.complete(null);
              }
            });
      }
      written.get(30, TimeUnit.SECONDS);

      assertThat(good).hasValue(requests);
      for (int i = 0; i < requests; i += 97) {
        assertThat(client.read((long) i * BLOCK, BLOCK)).isEqualTo(block(i));
      }
      assertThat(client.read(3L * BLOCK, 1 << 20)).startsWith(block(3)).endsWith(block(258));
    }
  }

  @Test
  void zeroesAndTrims() throws Exception {
    try (NbdClient client = NbdClient.connect(nbdkit("memory", "16M"), "")) {
      client.write(0, block(1), Persistence.DURABLE);
      client.write(BLOCK, block(2), Persistence.VOLATILE);
      assertThat(ended(answer -> client.writeZeroes(0, BLOCK, Persistence.VOLATILE, answer)))
          .isEqualTo(NbdStatus.OK);
      assertThat(ended(answer -> client.trim(BLOCK, BLOCK, answer))).isEqualTo(NbdStatus.OK);

      assertThat(client.read(0, BLOCK)).containsOnly(0);
    }
  }

  @Test
  void mapsTheServersErrors() throws Exception {
    assumeTrue(onPath("nbdkit"), "nbdkit is not installed");
    Path socket = directory.resolve("errors.sock");
    start(
        "nbdkit",
        "-f",
        "-U",
        socket.toString(),
        "--filter=error",
        "memory",
        "1M",
        "error-pread=ENOSPC",
        "error-pread-rate=100%");

    try (NbdClient client = connectPatiently(UnixDomainSocketAddress.of(socket), "")) {
      NbdFault fault = catchThrowableOfType(NbdFault.class, () -> client.read(0, BLOCK));
      assertThat(fault.status()).isEqualTo(NbdStatus.NO_SPACE);
      client.write(0, block(1), Persistence.VOLATILE);
      NbdFault beyond =
          catchThrowableOfType(
              NbdFault.class, () -> client.write(1 << 20, block(1), Persistence.VOLATILE));
      assertThat(beyond.status()).isIn(NbdStatus.NO_SPACE, NbdStatus.INVALID);
    }
  }

  @Test
  void refusesAnUnknownExportWithTheServersReason() throws Exception {
    UnixDomainSocketAddress server = qemu();

    NbdFault fault =
        catchThrowableOfType(NbdFault.class, () -> NbdClient.connect(server, "nowhere"));

    assertThat(fault).hasMessageContaining("nowhere");
    assertThat(fault.status()).isEqualTo(NbdStatus.INVALID);
  }

  @Test
  void endsEveryRequestWhenTheServerDies() throws Exception {
    assumeTrue(onPath("nbdkit"), "nbdkit is not installed");
    Path socket = directory.resolve("slow.sock");
    Process server =
        start(
            "nbdkit", "-f", "-U", socket.toString(), "--filter=delay", "memory", "1M", "wdelay=30");
    try (NbdClient client = connectPatiently(UnixDomainSocketAddress.of(socket), "")) {
      List<CompletableFuture<NbdStatus>> ends = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        CompletableFuture<NbdStatus> end = new CompletableFuture<>();
        ends.add(end);
        client.write(0, ByteBuffer.wrap(block(i)), Persistence.VOLATILE, end::complete);
      }
      server.destroyForcibly().waitFor();

      for (CompletableFuture<NbdStatus> end : ends) {
        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(NbdStatus.DISCONNECTED);
      }
      NbdFault late = catchThrowableOfType(NbdFault.class, client::flush);
      assertThat(late.status()).isEqualTo(NbdStatus.DISCONNECTED);
    }
  }

  private static void readsBack(NbdClient client) throws Exception {
    Random random = new Random(7);
    byte[] large = new byte[3 << 20];
    random.nextBytes(large);
    client.write(4L << 20, large, Persistence.VOLATILE);
    client.write(100, block(5), Persistence.DURABLE);
    client.flush();

    assertThat(client.read(4L << 20, large.length)).isEqualTo(large);
    assertThat(client.read(100, BLOCK)).isEqualTo(block(5));
    assertThat(client.read(32L << 20, BLOCK)).containsOnly(0);
  }

  private static NbdStatus ended(java.util.function.Consumer<NbdAnswer> submission)
      throws Exception {
    CompletableFuture<NbdStatus> end = new CompletableFuture<>();
    submission.accept(end::complete);
    return end.get(10, TimeUnit.SECONDS);
  }

  private static byte[] block(int seed) {
    byte[] block = new byte[BLOCK];
    new Random(seed).nextBytes(block);
    return block;
  }

  private UnixDomainSocketAddress nbdkit(String... plugin) throws Exception {
    assumeTrue(onPath("nbdkit"), "nbdkit is not installed");
    Path socket = directory.resolve("nbdkit.sock");
    List<String> command = new ArrayList<>(List.of("nbdkit", "-f", "-U", socket.toString()));
    command.addAll(List.of(plugin));
    start(command.toArray(String[]::new));
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    connectPatiently(address, "").close();
    return address;
  }

  private UnixDomainSocketAddress qemu() throws Exception {
    assumeTrue(onPath("qemu-nbd"), "qemu-nbd is not installed");
    Path image = directory.resolve("disk.raw");
    Files.write(image, new byte[64 << 20]);
    Path socket = directory.resolve("qemu.sock");
    start(
        "qemu-nbd",
        "-t",
        "-e",
        "4",
        "-f",
        "raw",
        "-x",
        "disk",
        "-k",
        socket.toString(),
        image.toString());
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    connectPatiently(address, "disk").close();
    return address;
  }

  private Process start(String... command) throws IOException {
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    servers.add(server);
    return server;
  }

  private static NbdClient connectPatiently(SocketAddress address, String name) throws Exception {
    for (int tries = 0; tries < 200; tries++) {
      try {
        return NbdClient.connect(address, name);
      } catch (NbdFault e) {
        throw e;
      } catch (IOException e) {
        Thread.sleep(25); // The server is still opening its socket.
      }
    }
    throw new IOException("no NBD server at " + address + " after 5 s");
  }

  private static boolean onPath(String tool) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, tool))) {
        return true;
      }
    }
    return false;
  }
}
