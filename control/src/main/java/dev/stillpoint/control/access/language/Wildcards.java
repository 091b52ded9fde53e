package dev.stillpoint.control.access.language;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A pattern in which {@code *} stands for any text and {@code ?} for one character. It is read
 * once. A text is then read from left to right without ever going back: a bit for each character of
 * the pattern says whether the text so far matches what stands before it. So no pattern makes a
 * match long: it takes the length of the text, times one step for each 64 characters of the
 * pattern. Immutable.
 */
final class Wildcards {
  private static final int WORD = Long.SIZE;

  /** The pattern when nothing in it is a wildcard; null otherwise. */
  private final String plain;

  private final boolean anyCase;
  private final int length;
  private final long[] single;
  private final long[] looping;
  private final Map<Character, long[]> places = new HashMap<>();

  private Wildcards(String pattern, boolean anyCase) {
    this.anyCase = anyCase;
    String text = anyCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
    plain = text.indexOf('*') < 0 && text.indexOf('?') < 0 ? text : null;
    int words = text.length() / WORD + 1;
    single = new long[plain == null ? words : 0];
    looping = new long[plain == null ? words : 0];
    int at = 0;
    for (int i = 0; plain == null && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        set(looping, at);
      } else if (c == '?') {
        set(single, at++);
      } else {
        set(places.computeIfAbsent(c, _ -> new long[words]), at++);
      }
    }
    length = at;
  }

  /** Reads a pattern. */
  static Wildcards of(String pattern) {
    return new Wildcards(pattern, false);
  }

  /** Reads a pattern that matches whatever the case of either. */
  static Wildcards ofAnyCase(String pattern) {
    return new Wildcards(pattern, true);
  }

  /** True when the whole text matches. */
  boolean matches(String given) {
    String text = anyCase ? given.toLowerCase(Locale.ROOT) : given;
    if (plain != null) {
      return plain.equals(text);
    }
    if (length > text.length()) {
      return false;
    }
    long[] reached = new long[length / WORD + 1];
    reached[0] = 1;
    for (int i = 0; i < text.length(); i++) {
      step(reached, places.get(text.charAt(i)));
    }
    return ((reached[length / WORD] >>> (length % WORD)) & 1) != 0;
  }

  /** Takes one character: what fits it moves on by one place, what stands at a star may stay. */
  private void step(long[] reached, long[] fitting) {
    long carried = 0;
    for (int word = 0; word < reached.length; word++) {
      long fits = reached[word] & (single[word] | (fitting == null ? 0 : fitting[word]));
      reached[word] = (fits << 1) | carried | (reached[word] & looping[word]);
      carried = fits >>> (WORD - 1);
    }
  }

  private static void set(long[] bits, int at) {
    bits[at / WORD] |= 1L << at % WORD;
  }
}
