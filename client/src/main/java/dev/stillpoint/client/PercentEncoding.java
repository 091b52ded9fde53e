package dev.stillpoint.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * Percent-encoding as both signatures want it: UTF-8, unreserved characters kept, a space is {@code
 * %20}.
 */
final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(UTF_8)) {
      if (isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
      }
    }
    return encoded.toString();
  }

  /** Joins encoded names and values as {@code name=value&name=value}, in the map's order. */
  static String join(Map<String, String> parameters) {
    StringBuilder joined = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!joined.isEmpty()) {
        joined.append('&');
      }
      joined.append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
    }
    return joined.toString();
  }

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '_'
        || octet == '.'
        || octet == '~';
  }
}
