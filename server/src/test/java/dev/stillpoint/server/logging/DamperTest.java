package dev.stillpoint.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However many lines somebody causes, few are written, and their number is told. */
class DamperTest {
  private final LoggerContext context = new LoggerContext();
  private final AtomicLong nanos = new AtomicLong();
  private final Damper damper = new Damper(context, nanos::get);

  private List<String> pass(String logger, Level level, String line) {
    ILoggingEvent event =
        new LoggingEvent("here", context.getLogger(logger), level, line, null, null);
    return damper.pass(event).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aFloodIsCutAndCounted() {
    long written = 0;
    for (int i = 0; i < 100_000; i++) {
      written += pass("http", Level.INFO, "refused").size();
    }
    assertThat(written).isEqualTo(Damper.AT_ONCE);
    assertThat(pass("http", Level.WARN, "refused")).containsExactly("refused");
    assertThat(pass("engine", Level.INFO, "scrubbed")).containsExactly("scrubbed");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(pass("http", Level.INFO, "refused"))
        .containsExactly("99800 more lines of this logger were left out", "refused");
    assertThat(pass("http", Level.INFO, "refused")).containsExactly("refused");
  }

  @Test
  void aDayOfItFillsNoFile() {
    long written = 0;
    for (int i = 0; i < 24 * 60 * 60; i++) {
      written += pass("http", Level.INFO, "refused").size();
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    // With what each tells of the ones before it.
    assertThat(written).isLessThan(2L * (Damper.AT_ONCE + 24 * 60 * Damper.A_MINUTE + 1));
  }
}
