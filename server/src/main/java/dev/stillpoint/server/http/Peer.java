package dev.stillpoint.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Whoever is at the other end of a connection. */
final class Peer {
  private Peer() {}

  /**
   * Its address as policies write addresses: without brackets, and without the name of the local
   * interface that it was reached by. Empty when it has none.
   */
  static String address(SocketAddress end) {
    if (!(end instanceof InetSocketAddress socket) || socket.isUnresolved()) {
      return "";
    }
    InetAddress address = socket.getAddress();
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
