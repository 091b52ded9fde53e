package dev.stillpoint.control.tag;

import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.rule.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The token of a list of tags: the place behind the last tag that was shown, so that tags that come
 * or go meanwhile neither repeat nor hide another.
 */
final class TagPlaces {
  private static final int TOKEN_CHARS_MAX = 1024;

  private TagPlaces() {}

  static String token(TagRow last) {
    byte[] text = (last.resourceId() + "/" + last.key()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The place; null for the beginning. */
  static TagRow place(String token) throws Refusal {
    if (TextRule.absent(token)) {
      return null;
    }
    if (token.length() > TOKEN_CHARS_MAX) {
      throw new Refusal(SharedError.INVALID_NEXT_TOKEN);
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int slash = text.indexOf('/');
      if (slash < 1) {
        throw new Refusal(SharedError.INVALID_NEXT_TOKEN);
      }
      return new TagRow(text.substring(0, slash), text.substring(slash + 1), "");
    } catch (IllegalArgumentException e) {
      throw new Refusal(e, SharedError.INVALID_NEXT_TOKEN);
    }
  }
}
