package dev.stillpoint.api.render;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes an answer as XML: one element per member, a list as the repetition of its element, every
 * value as text. Characters that XML 1.0 cannot carry become U+FFFD.
 */
final class XmlText {
  private XmlText() {}

  static byte[] write(String root, Node.Struct answer) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    write(xml, root, answer);
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(StringBuilder xml, String name, Node node) {
    if (node instanceof Node.Items list) {
      for (Node item : list.items()) {
        write(xml, name, item);
      }
      return;
    }
    xml.append('<').append(name).append('>');
    content(xml, node);
    xml.append("</").append(name).append('>');
  }

  private static void content(StringBuilder xml, Node node) {
    switch (node) {
      case Node.Text(String value) -> value.codePoints().forEach(c -> character(xml, c));
      case Node.Whole(long value) -> xml.append(value);
      case Node.Fraction(double value) -> xml.append(value);
      case Node.Flag(boolean value) -> xml.append(value);
      case Node.Struct struct -> {
        for (Map.Entry<String, Node> member : struct.members().entrySet()) {
          write(xml, member.getKey(), member.getValue());
        }
      }
      case Node.Items _ -> throw new IllegalStateException("a list directly in a list");
    }
  }

  private static void character(StringBuilder xml, int c) {
    switch (c) {
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '&' -> xml.append("&amp;");
      case '"' -> xml.append("&quot;");
      case '\r' -> xml.append("&#13;");
      default -> xml.appendCodePoint(allowed(c) ? c : 0xFFFD);
    }
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
