package dev.stillpoint.nbd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Serves a disk in memory, named {@code disk}, until standard input ends. For use by hand. */
public final class MemoryServer {
  private MemoryServer() {}

  /** Takes a socket path, a size in MiB and perhaps a TCP port. */
  public static void main(String[] args) throws IOException {
    MemoryDisk disk = new MemoryDisk(Long.parseLong(args[1]) << 20);
    Optional<InetSocketAddress> tcp =
        args.length > 2
            ? Optional.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2])))
            : Optional.empty();
    NbdEndpoints endpoints = new NbdEndpoints(Optional.of(Path.of(args[0])), tcp);
    try (NbdServer server =
        NbdServer.start(
            new MemoryDisk.Directory().with("disk", disk), endpoints, NbdLimits.defaults())) {
      System.out.println("READY " + server.tcpAddress());
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    }
  }
}
