package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stars and question marks. */
class WildcardsTest {
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
    assertThat(Wildcards.match(pattern, text)).isEqualTo(matches);
  }

  @Test
  void theCaseOfAnActionDoesNotMatter() {
    assertThat(Wildcards.matchAnyCase("ECS:describe*", "ecs:DescribeDisks")).isTrue();
    assertThat(Wildcards.matchAnyCase("ecs:create*", "ecs:DescribeDisks")).isFalse();
  }

  @Test
  void aHostilePatternTakesNoMoreThanTheProductOfTheLengths() {
    String pattern = "*a".repeat(2_000) + "b";
    assertThat(Wildcards.match(pattern, "a".repeat(4_000))).isFalse();
  }
}
