package dev.stillpoint.nbd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A server over disks in memory, on a socket in a directory of its own and on a TCP port. */
final class ServerFixture implements AutoCloseable {
  final MemoryDisk.Directory exports = new MemoryDisk.Directory();
  final Path socket;
  final NbdServer server;
  private final Path directory;

  ServerFixture(NbdLimits limits) throws IOException {
    directory = Files.createTempDirectory("nbd");
    socket = directory.resolve("s");
    server =
        NbdServer.start(
            exports,
            new NbdEndpoints(
                Optional.of(socket),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
            limits);
  }

  ServerFixture() throws IOException {
    this(NbdLimits.defaults());
  }

  MemoryDisk disk(String name, long sizeBytes) {
    MemoryDisk disk = new MemoryDisk(sizeBytes);
    exports.with(name, disk);
    return disk;
  }

  MemoryDisk image(String name, long sizeBytes) {
    MemoryDisk disk = new MemoryDisk(sizeBytes, true);
    exports.with(name, disk);
    return disk;
  }

  /** What a foreign client is told to open. */
  String uri(String name) {
    return "nbd+unix:///" + name + "?socket=" + socket;
  }

  String tcpUri(String name) {
    InetSocketAddress address = server.tcpAddress().orElseThrow();
    return "nbd://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + name;
  }

  /** Waits for what another thread brings about; the test's own timeout bounds it. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(2);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }
}
