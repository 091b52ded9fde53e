package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The figures of the API. */
class ApiReportTest {
  private static final ApiBenchOptions OPTIONS =
      new ApiBenchOptions(1, 4, Duration.ofSeconds(1), Path.of("."), false);

  private static ApiFigure figure(ApiRow row, long snapshots, double perSecond, double slowest) {
    return new ApiFigure(
        row, snapshots, 1, new CallRate((long) perSecond, 1, slowest / 2, slowest));
  }

  @Test
  void aRateIsReachedByItsSpeedAndByItsSlowestCalls() {
    assertThat(ApiRow.GROUP.reachedBy(new CallRate(150, 1, 1, 50))).isTrue();
    assertThat(ApiRow.GROUP.reachedBy(new CallRate(149, 1, 1, 50))).isFalse();
    assertThat(ApiRow.GROUP.reachedBy(new CallRate(150, 1, 1, 50.1))).isFalse();
  }

  @Test
  void oneCallInAHundredMayTakeLongerThanTheSlowest() {
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (200 - i) * 1_000_000L;
    }
    CallRate rate = CallRate.of(nanos, 4);
    assertThat(rate.slowest()).isEqualTo(198);
    assertThat(rate.median()).isEqualTo(100);
    assertThat(rate.perSecond()).isEqualTo(50);
  }

  @Test
  void theFilledCatalogIsComparedWithTheNearlyEmptyOne() {
    List<ApiFigure> figures =
        List.of(
            figure(ApiRow.TEN_SNAPSHOTS, 100, 2000, 1),
            figure(ApiRow.TEN_SNAPSHOTS, 100_000, 1000, 1));
    assertThat(ApiReport.text(figures, OPTIONS))
        .contains("2000/s (goal 1500)", "reached", "1000/s", "MISSED", "nearly empty: 0.50")
        .contains("disk.snapshots.max");
    JsonNode json = JsonMapper.shared().readTree(ApiReport.json(figures, OPTIONS));
    assertThat(json.at("/figures/1/perSecond").asDouble()).isCloseTo(1000, within(0.1));
    assertThat(json.at("/figures/1/reached").asBoolean()).isFalse();
  }

  @Test
  void thereIsAtLeastOneCaller() {
    assertThatThrownBy(() -> new ApiBenchOptions(1, 0, Duration.ofSeconds(1), Path.of("."), false))
        .hasMessageContaining("not 0");
  }
}
