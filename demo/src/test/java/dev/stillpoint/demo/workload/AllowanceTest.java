package dev.stillpoint.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
  @Test
  void grantsWhatTimeEarnedAndNotMore() {
    Allowance allowance = new Allowance(1_000, 3, 0);
    assertThat(takeAll(allowance)).isEqualTo(3);

    allowance.fill(1_999_999);
    assertThat(takeAll(allowance)).isEqualTo(1);
    allowance.fill(3_100_000);
    assertThat(takeAll(allowance)).isEqualTo(2);
  }

  @Test
  void savesNoMoreThanItHolds() {
    Allowance allowance = new Allowance(1_000, 5, 0);
    allowance.fill(3_600_000_000_000L);

    assertThat(takeAll(allowance)).isEqualTo(5);
  }

  private static int takeAll(Allowance allowance) {
    int taken = 0;
    while (allowance.take()) {
      taken++;
    }
    return taken;
  }
}
