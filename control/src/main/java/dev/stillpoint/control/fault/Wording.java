package dev.stillpoint.control.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the places {@code {0}}, {@code {1}} and so on of a message. */
public final class Wording {
  private static final int SHOWN_CHARS_MAX = 200;
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private Wording() {}

  /**
   * The template with its arguments, each cut at {@value #SHOWN_CHARS_MAX} characters, since a
   * client may have sent far more. A place without an argument stays as it is; what looks like a
   * place within an argument is text.
   */
  static String fill(String template, Object... arguments) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> {
          int number = Integer.parseInt(place.group(1));
          String text = number < arguments.length ? shown(arguments[number]) : place.group();
          return Matcher.quoteReplacement(text);
        });
  }

  /** An argument as a message shows it: cut when it is long, never within a character. */
  public static String shown(Object argument) {
    String text = String.valueOf(argument);
    if (text.length() <= SHOWN_CHARS_MAX) {
      return text;
    }
    // Half of a surrogate pair is no character.
    boolean splits = Character.isHighSurrogate(text.charAt(SHOWN_CHARS_MAX - 1));
    return text.substring(0, splits ? SHOWN_CHARS_MAX - 1 : SHOWN_CHARS_MAX) + "…";
  }
}
