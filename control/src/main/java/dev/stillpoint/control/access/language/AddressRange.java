package dev.stillpoint.control.access.language;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One IP address or a block of them, {@code ADDRESS/PREFIX}. No name is ever looked up.
 *
 * @param first the block's first address as a number
 * @param last the block's last address as a number
 * @param bits 32 or 128
 */
record AddressRange(BigInteger first, BigInteger last, int bits) {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]{2,45}");
  private static final int IPV4_BITS = 32;

  /** The range of that text, or nothing when it is none. */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!ADDRESS.matcher(address).matches() || (!address.contains(":") && !dotted(address))) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int bits = bytes.length * Byte.SIZE;
      int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        return Optional.empty();
      }
      BigInteger host = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
      BigInteger first = new BigInteger(1, bytes).andNot(host);
      return Optional.of(new AddressRange(first, first.or(host), bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Four parts: older notations with fewer mean something else to everybody. */
  private static boolean dotted(String address) {
    return address.chars().filter(c -> c == '.').count() == 3;
  }

  private static int prefix(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** True when the other's addresses lie in this range. */
  boolean holds(AddressRange other) {
    return bits == other.bits
        && first.compareTo(other.first) <= 0
        && last.compareTo(other.last) >= 0;
  }

  /**
   * As {@link #holds}, but without the network's own address and the broadcast address, which a
   * block of IPv4 addresses has from four addresses on.
   */
  boolean holdsWithin(AddressRange other) {
    boolean bordered =
        bits == IPV4_BITS && last.subtract(first).compareTo(BigInteger.valueOf(2)) > 0;
    boolean border = other.first.equals(first) || other.last.equals(last);
    return holds(other) && !(bordered && border);
  }
}
