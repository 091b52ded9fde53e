package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh API for each test; after it catalog, engine and exports agree. */
public abstract class InAnApiWorld {
  @TempDir protected Path directory;
  protected ApiWorld api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
  }

  @AfterEach
  void everythingAgrees() {
    try {
      assertThat(api.world().findings()).isEmpty();
    } finally {
      api.close();
    }
  }

  /** The call is answered with exactly this: {@code 200}, or status and code. */
  protected void expect(String outcome, String action, String... pairs) {
    ApiWorld.Answer answer = api.call(action, pairs);
    assertThat(answer.outcome()).as(action + " " + answer.body()).isEqualTo(outcome);
  }

  /** The call is a success whose members are documented. */
  protected ApiWorld.Answer shaped(String action, String... pairs) {
    ApiWorld.Answer answer = api.call(action, pairs);
    AnswerShapes.assertShaped(action, answer);
    return answer;
  }
}
