package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The time that a request says it was made, and the window in which it is believed. */
final class SignedTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private SignedTime() {}

  /**
   * The time, if it is believed.
   *
   * @throws ApiFault InvalidTimeStamp.Format or InvalidTimeStamp.Expired
   */
  static Instant check(String text, Instant now, Duration skewMax) throws ApiFault {
    Instant time;
    try {
      time = LocalDateTime.parse(text, FORM).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw CommonError.INVALID_TIMESTAMP_FORMAT.with(text);
    }
    if (Duration.between(time, now).abs().compareTo(skewMax) > 0) {
      throw CommonError.INVALID_TIMESTAMP_EXPIRED.with(
          text, skewMax.toMinutes(), now.truncatedTo(ChronoUnit.SECONDS));
    }
    return time;
  }
}
