package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether an answer has only members that the API documents, with their types. */
public final class DocumentedShape {
  /** Our own members, which the documented shapes do not have. */
  private static final Set<String> EXTRA =
      Set.of(
          "CutTime",
          "CutLsn",
          "UndoSnapshotGroupId",
          "SnapshotGroupId",
          "SnapshotGroupBy",
          "StaleDisks");

  private DocumentedShape() {}

  /** Every member of an action's answer is documented, with its type. */
  public static void assertOf(String action, JsonNode answer) {
    try (InputStream in =
        DocumentedShape.class.getResourceAsStream("/dev/stillpoint/api/ecs/shapes.json")) {
      JsonNode shape = JsonMapper.shared().readTree(in).path(action);
      assertThat(shape.isObject()).as("shape of " + action).isTrue();
      assertConforms(action, answer, shape);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertConforms(String path, JsonNode answer, JsonNode shape) {
    if (shape.isString()) {
      boolean fits =
          switch (shape.asString()) {
            case "string" -> answer.isString();
            case "boolean" -> answer.isBoolean();
            default -> answer.isNumber();
          };
      assertThat(fits).as(path + " should be a " + shape.asString() + ", is " + answer).isTrue();
    } else if (shape.isArray()) {
      assertThat(answer.isArray()).as(path + " should be a list").isTrue();
      answer.forEach(item -> assertConforms(path + "[]", item, shape.get(0)));
    } else {
      assertThat(answer.isObject()).as(path + " should be a structure").isTrue();
      for (Map.Entry<String, JsonNode> member : answer.properties()) {
        if (!shape.has(member.getKey())) {
          assertThat(EXTRA).as(path).contains(member.getKey());
        } else {
          assertConforms(
              path + "." + member.getKey(), member.getValue(), shape.get(member.getKey()));
        }
      }
    }
  }
}
