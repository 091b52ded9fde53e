package dev.stillpoint.nbd;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param socket a unix socket file, made with mode 0600; whoever opens it reads every export
 * @param tcp a loopback address; port 0 picks a free one
 */
public record NbdEndpoints(Optional<Path> socket, Optional<InetSocketAddress> tcp) {
  /** A unix socket file only. */
  public static NbdEndpoints unix(Path socket) {
    return new NbdEndpoints(Optional.of(socket), Optional.empty());
  }
}
