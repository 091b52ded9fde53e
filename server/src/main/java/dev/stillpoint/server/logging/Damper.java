package dev.stillpoint.server.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps anybody from turning the log over with lines of one kind, such as refused connections of
 * nobody in particular. Of one logger and level so many lines may come at once, and so many a
 * minute for ever; what is more is counted, and the next line that is written tells how many they
 * were. Thread-safe.
 */
final class Damper {
  static final int AT_ONCE = 200;
  static final int A_MINUTE = 20;
  private static final double NANOS_A_LINE = Duration.ofMinutes(1).toNanos() / (double) A_MINUTE;

  private final LoggerContext context;
  private final LongSupplier nanos;

  /** As many as the program has loggers, for each level. */
  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * @param nanos a clock that only goes forward
   */
  Damper(LoggerContext context, LongSupplier nanos) {
    this.context = context;
    this.nanos = nanos;
  }

  /** What is to be written in place of a line: nothing, itself, or what was left out and itself. */
  synchronized List<ILoggingEvent> pass(ILoggingEvent event) {
    long now = nanos.getAsLong();
    Kind kind =
        kinds.computeIfAbsent(event.getLevel() + " " + event.getLoggerName(), _ -> new Kind(now));
    if (!kind.take(now)) {
      return List.of();
    }
    long leftOut = kind.leftOut;
    kind.leftOut = 0;
    return leftOut == 0 ? List.of(event) : List.of(summary(event, leftOut), event);
  }

  private ILoggingEvent summary(ILoggingEvent like, long leftOut) {
    return new LoggingEvent(
        Damper.class.getName(),
        context.getLogger(like.getLoggerName()),
        like.getLevel(),
        leftOut + " more lines of this logger were left out",
        null,
        null);
  }

  /** The lines of one logger and level. */
  private static final class Kind {
    private double room = AT_ONCE;
    private long since;
    private long leftOut;

    Kind(long now) {
      since = now;
    }

    boolean take(long now) {
      room = Math.min(AT_ONCE, room + (now - since) / NANOS_A_LINE);
      since = now;
      if (room < 1) {
        leftOut++;
        return false;
      }
      room--;
      return true;
    }
  }
}
