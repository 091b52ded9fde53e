package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Socket addresses in the system's layout: sockaddr_un, sockaddr_in, sockaddr_in6. */
final class SocketAddresses {
  /** Size of {@code sun_path}, its closing zero byte included. */
  static final int UNIX_PATH_BYTES_MAX = 108;

  private static final int INET_BYTES = 16;
  private static final int INET6_BYTES = 28;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddresses() {}

  static MemorySegment unix(Arena arena, Path path) throws IOException {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= UNIX_PATH_BYTES_MAX) {
      throw new IOException(
          "the socket path is too long: "
              + bytes.length
              + " bytes, the system allows "
              + (UNIX_PATH_BYTES_MAX - 1)
              + ": "
              + path);
    }
    MemorySegment address = arena.allocate(2L + bytes.length + 1);
    address.set(JAVA_SHORT_UNALIGNED, 0, (short) Linux.AF_UNIX);
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
    return address;
  }

  static MemorySegment inet(Arena arena, InetSocketAddress where) {
    byte[] host = where.getAddress().getAddress();
    boolean four = where.getAddress() instanceof Inet4Address;
    MemorySegment address = arena.allocate(four ? INET_BYTES : INET6_BYTES);
    address.set(JAVA_SHORT_UNALIGNED, 0, (short) (four ? Linux.AF_INET : Linux.AF_INET6));
    address.set(NETWORK_SHORT, 2, (short) where.getPort());
    MemorySegment.copy(host, 0, address, JAVA_BYTE, four ? 4 : 8, host.length);
    return address;
  }

  static InetSocketAddress fromInet(MemorySegment address) throws UnknownHostException {
    boolean four = address.get(JAVA_SHORT_UNALIGNED, 0) == Linux.AF_INET;
    byte[] host = new byte[four ? 4 : 16];
    MemorySegment.copy(address, JAVA_BYTE, four ? 4 : 8, host, 0, host.length);
    int port = Short.toUnsignedInt(address.get(NETWORK_SHORT, 2));
    return new InetSocketAddress(InetAddress.getByAddress(host), port);
  }
}
