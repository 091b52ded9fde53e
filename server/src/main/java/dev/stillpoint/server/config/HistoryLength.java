package dev.stillpoint.server.config;

import dev.stillpoint.server.fault.CannotStart;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of the past is kept, as people write it: {@code off}, {@code 30m}, {@code 1h}. */
final class HistoryLength {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6}) ?([mhd])");
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(30);

  private HistoryLength() {}

  /** Zero for off. */
  static Duration read(String key, String text) throws CannotStart {
    if (text.strip().equals("off")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new CannotStart(
          key + " must be off or a number with m, h or d, such as 1h, is \"" + text + "\".");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration length =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
      throw new CannotStart(key + " must be 1m to 30d, is \"" + text + "\".");
    }
    return length;
  }
}
