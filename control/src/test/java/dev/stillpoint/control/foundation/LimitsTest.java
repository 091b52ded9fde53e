package dev.stillpoint.control.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bound that is given another value. */
class LimitsTest {
  private static final int VALUE = 777;

  @ParameterizedTest
  @EnumSource
  void thatBoundIsChangedAndNoOther(Limit changed) {
    Limits limits = Limits.DEFAULT.with(changed, VALUE);
    for (Limit limit : Limit.values()) {
      int expected = limit == changed ? VALUE : limit.in(Limits.DEFAULT);
      assertThat(limit.in(limits)).as(limit.wire()).isEqualTo(expected);
    }
  }
}
