package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that may number the instances of one request: {@code web-[8,4]-eu} is {@code web-0008-eu},
 * {@code web-0009-eu} and so on. Without such a pattern a suffix of three digits can be asked for.
 *
 * @param before the text before the number, or the whole name
 * @param after the text behind the number
 * @param first the first number; null when the name has no pattern
 * @param digits how many digits the number has at least
 */
record NumberedName(String before, String after, Integer first, int digits) {
  private static final Pattern PATTERN =
      Pattern.compile("([^\\[\\]]*)\\[(\\d{0,6})(?:,([1-6]?))?]([^\\[\\]]*)");
  private static final int SUFFIX_DIGITS = 3;

  /**
   * Reads a name.
   *
   * @param rule what each of the names must keep
   * @param most how many instances there will be
   */
  static NumberedName of(String text, TextRule rule, ErrorCode malformed, int most) throws Refusal {
    if (TextRule.absent(text)) {
      return new NumberedName("", "", null, 0);
    }
    Matcher matcher = PATTERN.matcher(text);
    NumberedName name = new NumberedName(text, "", null, 0);
    if (matcher.matches()) {
      String digits = matcher.group(3);
      name =
          new NumberedName(
              matcher.group(1),
              matcher.group(4),
              matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2)),
              digits == null || digits.isEmpty() ? SUFFIX_DIGITS : Integer.parseInt(digits));
    }
    rule.check(name.of(1, false), malformed);
    rule.check(name.of(most, false), malformed);
    return name;
  }

  /** True when no name was given. */
  boolean absent() {
    return before.isEmpty() && after.isEmpty() && first == null;
  }

  /**
   * The name of one instance.
   *
   * @param position from 1
   * @param suffixed adds a number where the name has no pattern
   */
  String of(int position, boolean suffixed) {
    if (absent()) {
      return "";
    }
    if (first == null) {
      return suffixed ? before + number(position, SUFFIX_DIGITS) : before;
    }
    return before + number(first + position - 1, digits) + after;
  }

  private static String number(int number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "d", number);
  }
}
