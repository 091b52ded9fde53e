package dev.stillpoint.api.render;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an answer as JSON: numbers and truth values as such, lists in their wrappers. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static byte[] write(Node.Struct answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(json, answer);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Node node) {
    switch (node) {
      case Node.Text(String value) -> json.writeString(value);
      case Node.Whole(long value) -> json.writeNumber(value);
      case Node.Fraction(double value) -> json.writeNumber(value);
      case Node.Flag(boolean value) -> json.writeBoolean(value);
      case Node.Struct struct -> {
        json.writeStartObject();
        for (Map.Entry<String, Node> member : struct.members().entrySet()) {
          json.writeName(member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case Node.Items list -> {
        json.writeStartArray();
        for (Node item : list.items()) {
          write(json, item);
        }
        json.writeEndArray();
      }
    }
  }
}
