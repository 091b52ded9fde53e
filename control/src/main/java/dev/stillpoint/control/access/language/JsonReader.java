package dev.stillpoint.control.access.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON as its standard has it, and refuses what a policy could be misread by: a name that
 * stands twice, anything after the end, nesting beyond {@value #DEPTH_MAX}.
 */
final class JsonReader {
  private static final int DEPTH_MAX = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  private JsonReader() {}

  static Json read(String text) throws MalformedDocument {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      Json value = value(json, json.nextToken());
      if (json.nextToken() != null) {
        throw new MalformedDocument("The document is no policy: something follows its end.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new MalformedDocument(
          "The document is no policy: it is nested too deeply, or a number is too long.");
    } catch (JacksonException e) {
      throw new MalformedDocument(
          "The document is no policy: at character "
              + e.getLocation().getCharOffset()
              + " it is no JSON, or a member stands twice.");
    }
  }

  private static Json value(JsonParser json, JsonToken token) throws MalformedDocument {
    return switch (token) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> items(json);
      case VALUE_STRING -> new Json.Text(json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          new Json.Literal(json.getString());
      case null -> throw new MalformedDocument("The document is no policy: it is empty.");
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static Json members(JsonParser json) throws MalformedDocument {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      members.put(name, value(json, json.nextToken()));
    }
    return new Json.Members(members);
  }

  private static Json items(JsonParser json) throws MalformedDocument {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      items.add(value(json, token));
    }
    return new Json.Items(items);
  }
}
