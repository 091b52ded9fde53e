package dev.stillpoint.api.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message shows of a long value. */
class CommonErrorTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLongValueIsNotCutWithinACharacter(int before) {
    String sent = "a".repeat(before) + "😀".repeat(150);
    String message = CommonError.UNKNOWN_ACCESS_KEY.with(sent).getMessage();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    assertThat(message).contains("😀…").hasSizeLessThan(250);
  }
}
