package dev.stillpoint.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void countsAWriteInEveryWindowThatItWasInFlightIn() {
    WriteRecords records = new WriteRecords();
    records.begin(0);
    records.sent(0, Role.LOG, 100);
    records.answered(0, Role.LOG, 200);
    records.sent(0, Role.PAGE_A, 210);
    records.answered(0, Role.PAGE_A, 500);
    records.sent(0, Role.PAGE_B, 210);
    Latencies latencies = new Latencies(records);

    assertThat(latencies.longestDuring(150, 160)).isEqualTo(100);
    assertThat(latencies.longestDuring(190, 220)).isEqualTo(290);
    assertThat(latencies.longestDuring(500, 900)).isZero();
  }

  @Test
  void measuresOnlyWhatWasAnswered() {
    WriteRecords records = new WriteRecords();
    for (long n = 0; n < 100; n++) {
      records.begin(n);
      records.sent(n, Role.LOG, 1);
      records.answered(n, Role.LOG, 2 + n);
      records.sent(n, Role.PAGE_A, 500);
    }

    assertThat(new Latencies(records).all())
        .isEqualTo(new Latencies.Distribution(100, 50, 99, 100));
  }
}
