package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources are compared part by part. */
class ArnTest {
  private static final Arn DISK = new Arn("ecs", "cn-hangzhou", "1000000000000001", "disk/d-1");

  @ParameterizedTest
  @CsvSource({
    "acs:ecs:cn-hangzhou:1000000000000001:disk/d-1, true",
    "acs:ecs:*:*:disk/*, true",
    "acs:ecs:*:*:*, true",
    "acs:*:*:*:*, true",
    "acs:ecs:cn-*:1000000000000001:disk/d-?, true",
    "acs:ecs:cn-beijing:*:disk/d-1, false",
    "acs:ecs:*:1000000000000002:disk/d-1, false",
    "acs:ecs:*:*:disk/D-1, false",
    "acs:ecs:*:*:instance/*, false",
    "acs:kms:*:*:*, false",
    "acs:ecs::*:disk/d-1, false"
  })
  void aPatternMatchesADisk(String pattern, boolean matches) {
    assertThat(matches(pattern, DISK)).isEqualTo(matches);
  }

  @Test
  void aProductWithoutRegionsMatchesWhateverRegionAPolicyWrites() {
    Arn role = new Arn("ram", "", "1000000000000001", "role/Reader");
    assertThat(matches("acs:ram:*:*:role/*", role)).isTrue();
    assertThat(matches("acs:ram::1000000000000001:role/Reader", role)).isTrue();
    assertThat(matches("acs:ram::1000000000000001:role/Writer", role)).isFalse();
  }

  @Test
  void aUserIsTheSameInEverySpellingOfItsName() {
    Arn boss = new Arn("ram", "", "1000000000000001", "user/BOSS");
    assertThat(matches("acs:ram:*:*:user/boss", boss)).isTrue();
    assertThat(matches("acs:*:*:*:user/bo*", boss)).isTrue();
    assertThat(matches("acs:ram:*:*:user/bos", boss)).isFalse();
  }

  @Test
  void whatHasFewerPartsIsNoResource() {
    assertThat(Arn.parse("acs:ecs:*:disk/*")).isEmpty();
    assertThat(Arn.parse("arn:ecs:*:*:disk/*")).isEmpty();
    assertThat(Arn.parse("acs:ram::1:role/a:b").orElseThrow().rest()).isEqualTo("role/a:b");
    assertThat(DISK).hasToString("acs:ecs:cn-hangzhou:1000000000000001:disk/d-1");
  }

  private static boolean matches(String pattern, Arn arn) {
    return ResourcePattern.read(pattern).orElseThrow().matches(Optional.of(arn));
  }
}
