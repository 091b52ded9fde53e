package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The percent coding of this protocol. Encoding follows the signatures' rule: letters, digits and
 * {@code - _ . ~} stay, every other byte of the UTF-8 form becomes {@code %XX} with upper-case
 * digits. Decoding takes what clients send in queries and forms, where {@code +} is a space.
 */
final class PercentCode {
  private static final String HEX = "0123456789ABCDEF";

  private PercentCode() {}

  static String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      int c = b & 0xFF;
      if (isUnreserved(c)) {
        encoded.append((char) c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes a name or a value of a query or form.
   *
   * @param where what is decoded, for the error's message
   * @throws ApiFault InvalidParameter when an escape is cut off or not hexadecimal, when a
   *     character is not ASCII, or when the bytes are not UTF-8
   */
  static String decode(String raw, String where) throws ApiFault {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          throw CommonError.INVALID_PARAMETER.with(
              where, "A percent sign is not followed by two hexadecimal digits.");
        }
        bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else if (c > 0x7F) {
        throw CommonError.INVALID_PARAMETER.with(
            where, "A character outside ASCII must be percent-encoded as UTF-8.");
      } else {
        bytes.put((byte) (c == '+' ? ' ' : c));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes.flip())
          .toString();
    } catch (CharacterCodingException e) {
      throw CommonError.INVALID_PARAMETER.with(where, "Its bytes are not UTF-8.");
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }
}
