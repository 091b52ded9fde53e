package dev.stillpoint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which requests belong to a span of time. */
class RequestLogTest {
  private static final long MILLI = 1_000_000;

  @Test
  void aRequestBelongsToTheSpanInWhichItBegan() {
    RequestLog log = new RequestLog(16);
    log.add(99, 50 * MILLI);
    log.add(100, 2 * MILLI);
    log.add(199, 3 * MILLI);
    log.add(200, 70 * MILLI);
    assertThat(log.longest(0, 100, 200)).isEqualTo(3 * MILLI);
  }

  @Test
  void answersInAnotherOrderThanRequestsAreFound() {
    RequestLog log = new RequestLog(16);
    log.add(150, MILLI);
    log.add(110, 40 * MILLI);
    log.add(160, MILLI);
    assertThat(log.longest(0, 100, 120)).isEqualTo(40 * MILLI);
  }

  @Test
  void anInstantBeforeTheClocksZeroIsBeforeIt() {
    RequestLog log = new RequestLog(16);
    log.add(-5, 2 * MILLI);
    log.add(Long.MAX_VALUE, 9 * MILLI);
    assertThat(log.longest(0, -10, 10)).isEqualTo(2 * MILLI);
  }

  @Test
  void aSpanWithoutRequestsHasNoLongest() {
    RequestLog log = new RequestLog(16);
    log.add(1, MILLI);
    assertThat(log.longest(0, 100, 200)).isZero();
    assertThat(log.longest(1, 0, 200)).isZero();
  }

  @Test
  void whatWasOverwrittenIsNotTakenForFast() {
    RequestLog log = new RequestLog(4);
    log.add(1, 50 * MILLI);
    for (int i = 2; i <= 5; i++) {
      log.add(i, MILLI);
    }
    assertThat(log.longest(2, 0, 100)).isEqualTo(MILLI);
    assertThatThrownBy(() -> log.longest(0, 0, 100)).isInstanceOf(IllegalStateException.class);
  }
}
