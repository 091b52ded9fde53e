package dev.stillpoint.server.config;

import dev.stillpoint.server.fault.CannotStart;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address to listen at.
 *
 * @param host name or literal, IPv6 without brackets
 * @param port 0 to 65535; 0 picks a free one
 */
public record HostPort(String host, int port) {
  private static final int PORT_MAX = 65535;

  /**
   * Reads {@code HOST:PORT}; an IPv6 literal stands in brackets.
   *
   * @throws CannotStart when {@code text} is anything else
   */
  public static HostPort read(String what, String text) throws CannotStart {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      host = "";
    }
    if (host.isEmpty()) {
      throw new CannotStart(what + " must be HOST:PORT, is \"" + text + "\".");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= PORT_MAX) {
        return new HostPort(host, port);
      }
    } catch (NumberFormatException notANumber) {
      throw new CannotStart(what + " must end in a port number, is \"" + text + "\".", notANumber);
    }
    throw new CannotStart(what + " must have a port of 0 to 65535, is \"" + text + "\".");
  }

  /**
   * The address, if it is one that only this machine can reach.
   *
   * @throws CannotStart when it is not, or when the host has no address
   */
  public InetAddress loopback(String what) throws CannotStart {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()) {
        throw new CannotStart(
            what
                + " can be a loopback address only, because there is no TLS yet and whoever reaches"
                + " it could read every request; "
                + host
                + " is not one. Use 127.0.0.1.");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new CannotStart(what + " names a host that has no address, " + host + ".", e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
