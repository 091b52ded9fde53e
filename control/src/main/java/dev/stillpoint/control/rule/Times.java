package dev.stillpoint.control.rule;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.FilterPair;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The window that Filter.N pairs describe.
 *
 * @param from milliseconds since 1970, inclusive; null when open
 * @param to milliseconds since 1970, inclusive; null when open
 */
public record Times(Long from, Long to) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'");

  /**
   * Reads the pairs {@code CreationStartTime} and {@code CreationEndTime}.
   *
   * @throws Refusal InvalidFilterKey.NotFound, InvalidFilterValue
   */
  public static Times of(List<FilterPair> pairs) throws Refusal {
    Long from = null;
    Long to = null;
    for (FilterPair pair : pairs) {
      if ("CreationStartTime".equals(pair.key())) {
        from = millis(pair.value());
      } else if ("CreationEndTime".equals(pair.key())) {
        to = millis(pair.value());
      } else {
        throw new Refusal(SharedError.INVALID_FILTER_KEY_NOT_FOUND, String.valueOf(pair.key()));
      }
    }
    return new Times(from, to);
  }

  private static long millis(String text) throws Refusal {
    if (text == null) {
      throw new Refusal(SharedError.INVALID_FILTER_VALUE, "");
    }
    try {
      return LocalDateTime.parse(text, MINUTES).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException minutesOnly) {
      try {
        return Instant.parse(text).toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new Refusal(e, SharedError.INVALID_FILTER_VALUE, text);
      }
    }
  }
}
