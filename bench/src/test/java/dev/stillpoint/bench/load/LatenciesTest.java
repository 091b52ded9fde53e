package dev.stillpoint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Counting in steps, against times that are known. */
class LatenciesTest {
  @Test
  void ofNothingEverythingIsZero() {
    Latencies none = new Latencies();
    assertThat(none.count()).isZero();
    assertThat(none.longest()).isZero();
    assertThat(none.within(0.999)).isZero();
  }

  @Test
  void smallTimesAreExact() {
    Latencies some = new Latencies();
    for (int nanos = 1; nanos <= 30; nanos++) {
      some.add(nanos);
    }
    assertThat(some.within(0.5)).isEqualTo(15);
    assertThat(some.within(1)).isEqualTo(30);
  }

  @Test
  void aPartIsFoundWithinAThirtySecondOfItsSize() {
    Latencies some = new Latencies();
    for (int i = 1; i <= 100_000; i++) {
      some.add(i * 1_000L);
    }
    assertThat(some.within(0.5)).isCloseTo(50_000_000, Percentage.withPercentage(3.2));
    assertThat(some.within(0.999)).isCloseTo(99_900_000, Percentage.withPercentage(3.2));
    assertThat(some.within(0.999)).isGreaterThanOrEqualTo(99_900_000);
    assertThat(some.longest()).isEqualTo(100_000_000);
    assertThat(some.within(1)).isEqualTo(100_000_000);
  }

  @Test
  void oneSlowRequestInAThousandIsLeftOutAndTheSecondIsNot() {
    Latencies some = new Latencies();
    for (int i = 0; i < 999; i++) {
      some.add(1_000);
    }
    some.add(5_000_000_000L);
    assertThat(some.within(0.999)).isCloseTo(1_000, within(31L));
    some.add(5_000_000_000L);
    assertThat(some.within(0.999)).isCloseTo(5_000_000_000L, Percentage.withPercentage(3.2));
  }

  @Test
  void twoTogetherAreAsIfCountedInOne() {
    Latencies fast = new Latencies();
    Latencies slow = new Latencies();
    fast.add(10);
    slow.add(20);
    slow.add(30);
    fast.add(slow);
    assertThat(fast.count()).isEqualTo(3);
    assertThat(fast.longest()).isEqualTo(30);
    assertThat(fast.within(0.5)).isEqualTo(20);
  }

  @Test
  void theLongestTimeThereIsCanBeCounted() {
    Latencies one = new Latencies();
    one.add(Long.MAX_VALUE);
    assertThat(one.within(0.5)).isEqualTo(Long.MAX_VALUE);
  }
}
