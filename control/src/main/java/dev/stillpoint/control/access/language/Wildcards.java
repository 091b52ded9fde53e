package dev.stillpoint.control.access.language;

import java.util.Locale;

/** Patterns in which {@code *} stands for any text and {@code ?} for one character. */
final class Wildcards {
  private Wildcards() {}

  /** True when the whole text matches. Takes at most the product of both lengths. */
  static boolean match(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** As {@link #match}, whatever the case of either. */
  static boolean matchAnyCase(String pattern, String text) {
    return match(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }
}
