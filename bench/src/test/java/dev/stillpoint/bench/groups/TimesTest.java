package dev.stillpoint.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Middles and ends of what was timed. */
class TimesTest {
  private static Times upTo(int last) {
    return new Times(IntStream.rangeClosed(1, last).mapToObj(i -> (double) i).toList());
  }

  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertThat(new Times(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    assertThat(new Times(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
  }

  @Test
  void oneInAHundredMayBeSlower() {
    assertThat(upTo(200).p99()).isEqualTo(198);
    assertThat(upTo(3).p99()).isEqualTo(3);
    assertThat(upTo(200).max()).isEqualTo(200);
  }

  @Test
  void theEndsAreInTheOrderInWhichTheyWereDone() {
    assertThat(upTo(5).first(2).millis()).containsExactly(1.0, 2.0);
    assertThat(upTo(5).last(2).millis()).containsExactly(4.0, 5.0);
    assertThat(upTo(5).first(9).count()).isEqualTo(5);
    assertThat(upTo(5).last(9).count()).isEqualTo(5);
  }

  @Test
  void theCoursesEndsNeverOverlap() {
    assertThat(new Growth(upTo(300), 1).compared()).isEqualTo(100);
    assertThat(new Growth(upTo(21), 1).compared()).isEqualTo(10);
    assertThat(new Growth(upTo(4), 1).ratio()).isEqualTo(3.5 / 1.5);
  }

  @Test
  void nothingHasNoMiddle() {
    assertThatThrownBy(() -> new Times(List.of())).hasMessageContaining("nothing was measured");
  }
}
