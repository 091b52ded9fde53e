package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  private static final Path HERE = Path.of(".");

  @Test
  void theSmallestWorkingSetIsSixteenMebibytes() {
    assertThat(new BenchOptions(16 << 20, 1, Duration.ofSeconds(1), HERE, false).rounds())
        .isEqualTo(1);
    assertThatThrownBy(() -> new BenchOptions(15 << 20, 1, Duration.ofSeconds(1), HERE, false))
        .hasMessageContaining("16 MiB");
  }

  @Test
  void aSampleOfLessThanASecondIsRefused() {
    assertThatThrownBy(() -> new BenchOptions(16 << 20, 1, Duration.ofMillis(999), HERE, false))
        .hasMessageContaining("PT0.999S");
  }

  @Test
  void thereIsAtLeastOneRound() {
    assertThatThrownBy(() -> new BenchOptions(16 << 20, 0, Duration.ofSeconds(1), HERE, false))
        .hasMessageContaining("not 0");
  }
}
