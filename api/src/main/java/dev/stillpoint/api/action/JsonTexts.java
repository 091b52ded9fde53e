package dev.stillpoint.api.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Lists that travel as JSON text in one parameter, such as {@code DiskIds=["d-1","d-2"]}. */
public final class JsonTexts {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonTexts() {}

  /**
   * Reads an array of texts.
   *
   * @return empty if {@code text} is anything else
   */
  public static Optional<List<String>> read(String text) {
    List<String> values = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      JsonToken token = json.nextToken();
      while (token == JsonToken.VALUE_STRING) {
        values.add(json.getString());
        token = json.nextToken();
      }
      boolean whole = token == JsonToken.END_ARRAY && json.nextToken() == null;
      return whole ? Optional.of(values) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
