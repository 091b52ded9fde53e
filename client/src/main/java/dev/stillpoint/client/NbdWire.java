package dev.stillpoint.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * An export that was just opened, before its first request. Whoever holds it speaks the
 * transmission phase (requests of 28 bytes, simple replies of 16) on the channel himself; everybody
 * else uses {@link NbdClient}.
 *
 * @param channel connected, blocking, its negotiation done; its holder closes it
 * @param export what the server said about the export
 */
public record NbdWire(SocketChannel channel, NbdExport export) {
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;

  /**
   * Connects and opens an export.
   *
   * @param server a {@link UnixDomainSocketAddress} or an internet address
   * @throws NbdFault the server refused the export
   * @throws IOException no connection, or a peer that does not speak the protocol
   */
  public static NbdWire open(SocketAddress server, String exportName) throws IOException {
    SocketChannel channel = connect(server);
    try {
      return new NbdWire(channel, new NbdNegotiation(channel, exportName).go());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel connect(SocketAddress server) throws IOException {
    boolean unix = server instanceof UnixDomainSocketAddress;
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      if (!unix) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      channel.connect(server);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
