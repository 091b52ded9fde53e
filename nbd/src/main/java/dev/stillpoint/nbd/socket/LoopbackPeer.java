package dev.stillpoint.nbd.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The other end of a TCP connection over loopback, which stands in the same table of this machine.
 * When its owner has closed it, or died, it has no inode any more, or is not in the table at all; a
 * socket that only ended its sending still has one.
 */
final class LoopbackPeer {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  /** The table may change while it is read, and a row be missed. */
  private static final int LOOKS = 2;

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;
  private static final int INET_ADDRESS_AT = 4;
  private static final int INET6_ADDRESS_AT = 8;
  private static final int SOCKADDR_BYTES = 28;

  private LoopbackPeer() {}

  /** Whether nobody holds the other end of this connection any more. */
  static boolean isGone(MemorySegment capture, int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment here = arena.allocate(SOCKADDR_BYTES, 8);
      MemorySegment there = arena.allocate(SOCKADDR_BYTES, 8);
      MemorySegment length = arena.allocateFrom(JAVA_INT, SOCKADDR_BYTES);
      if (Linux.getsockname(capture, fd, here, length) < 0) {
        return true;
      }
      length.set(JAVA_INT, 0, SOCKADDR_BYTES);
      if (Linux.getpeername(capture, fd, there, length) < 0) {
        return true;
      }
      for (int look = 0; look < LOOKS; look++) {
        for (Path table : TABLES) {
          if (Files.exists(table) && isHeld(table, shown(there), shown(here))) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException e) {
      // Who cannot be seen counts as gone: a write of the dead would do more harm.
      return true;
    }
  }

  private static boolean isHeld(Path table, String local, String remote) throws IOException {
    for (String row : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
      String[] fields = row.contains(local) ? row.strip().split(" +") : new String[0];
      if (fields.length > INODE
          && fields[LOCAL].endsWith(local)
          && fields[REMOTE].endsWith(remote)) {
        return !fields[INODE].equals("0");
      }
    }
    return false;
  }

  /** An address as the table shows it: words of the machine's own order, and the port. */
  private static String shown(MemorySegment address) {
    boolean four = address.get(JAVA_SHORT, 0) == Linux.AF_INET;
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < (four ? 1 : 4); word++) {
      int at = (four ? INET_ADDRESS_AT : INET6_ADDRESS_AT) + Integer.BYTES * word;
      text.append(hex("%08X", address.get(JAVA_INT, at)));
    }
    int port = Short.toUnsignedInt(Short.reverseBytes(address.get(JAVA_SHORT, 2)));
    return text.append(':').append(hex("%04X", port)).toString();
  }

  private static String hex(String form, int value) {
    return String.format(Locale.ROOT, form, value);
  }
}
