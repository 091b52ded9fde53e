package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.HistoryWindow;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static PoolStats stats(Optional<HistoryWindow> history) {
    Lsn lsn = new Lsn(9);
    return new PoolStats(1 << 30, 0, 4096, 0, lsn, lsn, lsn, 0, 0, 0, 0, 0, 0, 0, 0, history);
  }

  @Test
  void sinceWhenThePastIsKeptIsShownOnlyWhereItIs() {
    Instant since = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(Status.of("{}", stats(Optional.of(new HistoryWindow(new Lsn(3), since, 65536)))))
        .containsEntry("poolLiveBytes", 4096L)
        .containsEntry("historySince", "2026-03-01T12:00:00Z")
        .containsEntry("historyHeldBytes", 65536L);
    assertThat(Status.of("{}", stats(Optional.empty()))).doesNotContainKey("historySince");
  }
}
