package dev.stillpoint.server.config;

import dev.stillpoint.server.fault.CannotStart;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 4096}, {@code 512MiB}, {@code 20 GiB}, {@code 2TiB}. */
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15}) ?(KiB|MiB|GiB|TiB)?");

  private ByteSize() {}

  static long read(String key, String text) throws CannotStart {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new CannotStart(
          key
              + " must be a number of bytes or one with KiB, MiB, GiB or TiB, is \""
              + text
              + "\".");
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          case "TiB" -> 40;
          case null, default -> 0;
        };
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new CannotStart(key + " is too large: \"" + text + "\".");
    }
    return number << shift;
  }
}
