package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stars and question marks. */
class WildcardsTest {
  private static final long SEED = 8;

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, anything, true",
    "'', '', true",
    "'', a, false",
    "a, a, true",
    "a, A, false",
    "a*, a, true",
    "a*, abc, true",
    "*c, abc, true",
    "*c, abd, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "?, '', false",
    "a*b*c, aXXbYYbZZc, true",
    "a*b*c, aXXcYYb, false",
    "disk/*, disk/d-1, true",
    "disk/*, disk, false",
    "*.*, a.b, true",
    "**a, ba, true",
    "ab, abc, false"
  })
  void aPatternMatchesTheWholeText(String pattern, String text, boolean matches) {
    assertThat(Wildcards.of(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void theCaseOfAnActionDoesNotMatter() {
    assertThat(Wildcards.ofAnyCase("ECS:describe*").matches("ecs:DescribeDisks")).isTrue();
    assertThat(Wildcards.ofAnyCase("ecs:create*").matches("ecs:DescribeDisks")).isFalse();
  }

  @Test
  void aWordOfBitsIsNoBorder() {
    for (int length = 60; length < 70; length++) {
      String text = "a".repeat(length);
      assertThat(Wildcards.of("?".repeat(length)).matches(text)).isTrue();
      assertThat(Wildcards.of("?".repeat(length - 1)).matches(text)).isFalse();
      assertThat(Wildcards.of("?".repeat(length) + "*b").matches(text + "cb")).isTrue();
      assertThat(Wildcards.of("*" + text + "?").matches(text + "b")).isTrue();
    }
  }

  @Test
  void hostilePatternsAreAnsweredWithoutGoingBackOverTheText() {
    // Each of these took the product of both lengths: a thousand of them, half a minute.
    String text = "a".repeat(64_000);
    Wildcards pattern = Wildcards.of("*" + "a".repeat(3_000) + "b");
    for (int i = 0; i < 20; i++) {
      assertThat(pattern.matches(text)).isFalse();
    }
  }

  @Test
  void randomPatternsMatchAsARegularExpressionDoes() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*?", 9);
      String text = text(random, "ab", 12);
      boolean expected = text.matches(pattern.replace("*", ".*").replace('?', '.'));
      assertThat(Wildcards.of(pattern).matches(text))
          .as("%s on %s", pattern, text)
          .isEqualTo(expected);
    }
  }

  private static String text(RandomGenerator random, String of, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(of.charAt(random.nextInt(of.length())));
    }
    return text.toString();
  }
}
