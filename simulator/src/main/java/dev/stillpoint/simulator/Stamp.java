package dev.stillpoint.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes that say where they belong: each 8-byte word of a volume holds the number of the operation
 * that wrote it (4 bytes) and its own word number (4 bytes), so that a wrong byte tells its story.
 */
final class Stamp {
  private Stamp() {}

  static byte[] bytes(int operation, long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      long position = offset + i;
      long word = (long) operation << 32 | (position >>> 3);
      bytes[i] = (byte) (word >>> (8 * (7 - (position & 7))));
    }
    return bytes;
  }

  /** Tells the first differing word of a block that begins at {@code offset}. */
  static String difference(long offset, byte[] found, byte[] expected) {
    int at = 0;
    while (at < found.length && found[at] == expected[at]) {
      at++;
    }
    if (at == found.length) {
      return "no difference";
    }
    int word = at & ~7;
    return "byte "
        + (offset + at)
        + " (block "
        + (offset + at) / State.BLOCK_BYTES
        + ") is "
        + story(found, word)
        + ", expected "
        + story(expected, word);
  }

  private static String story(byte[] bytes, int word) {
    if (word + 8 > bytes.length) {
      return "part of a word";
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    int operation = buffer.getInt(word);
    int number = buffer.getInt(word + 4);
    return operation == 0 && number == 0
        ? "zero"
        : "of operation " + operation + " for byte " + number * 8L;
  }
}
