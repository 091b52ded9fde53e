package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documented shapes of answers: every member that is shown must be one of them. */
public final class AnswerShapes {
  /** Our own members, which the documented shapes do not have. */
  private static final Set<String> EXTRA = Set.of("CutTime", "CutLsn", "StaleDisks");

  private AnswerShapes() {}

  /** The answer is a success, and each of its members is documented with its type. */
  public static void assertShaped(String action, ApiWorld.Answer answer) {
    assertThat(answer.outcome()).as(action + " " + answer.body()).isEqualTo("200");
    assertThat(answer.body().has("RequestId")).as("RequestId").isTrue();
    conforms(action, answer.body(), shape(action));
  }

  private static JsonNode shape(String action) {
    for (String file : new String[] {"shapes.json", "/dev/stillpoint/api/ecs/shapes.json"}) {
      try (InputStream in = AnswerShapes.class.getResourceAsStream(file)) {
        JsonNode shape = JsonMapper.shared().readTree(in).path(action);
        if (shape.isObject()) {
          return shape;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new AssertionError("no shape of " + action);
  }

  private static void conforms(String path, JsonNode answer, JsonNode shape) {
    if (shape.isString()) {
      boolean fits =
          switch (shape.asString()) {
            case "string" -> answer.isString();
            case "boolean" -> answer.isBoolean();
            default -> answer.isNumber();
          };
      assertThat(fits).as(path + " should be a " + shape + ", is " + answer).isTrue();
    } else if (shape.isArray()) {
      assertThat(answer.isArray()).as(path + " should be a list").isTrue();
      answer.forEach(item -> conforms(path + "[]", item, shape.get(0)));
    } else {
      assertThat(answer.isObject()).as(path + " should be a structure").isTrue();
      for (Map.Entry<String, JsonNode> member : answer.properties()) {
        String name = member.getKey();
        if (shape.has(name)) {
          conforms(path + "." + name, member.getValue(), shape.get(name));
        } else {
          assertThat(EXTRA).as(path).contains(name);
        }
      }
    }
  }
}
