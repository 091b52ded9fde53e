package dev.stillpoint.control.access;

import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Which part of a list is asked for: so many items from behind a name. A marker is that name,
 * veiled, so that what comes or goes meanwhile neither repeats nor hides another.
 *
 * @param after the name, empty for the beginning
 * @param size how many
 */
record Chunk(String after, int size) {
  private static final int SIZE_DEFAULT = 100;
  private static final int SIZE_MAX = 1000;
  private static final int MARKER_CHARS_MAX = 512;

  /**
   * Reads what was asked for.
   *
   * @throws Refusal InvalidParameter.MaxItems, InvalidParameter.Marker
   */
  static Chunk of(String marker, Integer maxItems) throws Refusal {
    int size = maxItems == null ? SIZE_DEFAULT : maxItems;
    if (size < 1 || size > SIZE_MAX) {
      throw new Refusal(AccessError.INVALID_MAX_ITEMS, SIZE_MAX);
    }
    if (TextRule.absent(marker)) {
      return new Chunk("", size);
    }
    if (marker.length() > MARKER_CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_MARKER);
    }
    try {
      byte[] name = Base64.getUrlDecoder().decode(marker);
      return new Chunk(new String(name, StandardCharsets.UTF_8), size);
    } catch (IllegalArgumentException e) {
      throw new Refusal(e, AccessError.INVALID_MARKER);
    }
  }

  /** How many to look for, so as to know whether more follow. */
  int limit() {
    return size + 1;
  }

  /**
   * The answer.
   *
   * @param rows what was found, one more than asked for if there are more
   * @param name where a row stands in the order
   */
  <R, V> Chunked<V> answer(List<R> rows, Function<R, String> name, Function<R, V> view) {
    boolean more = rows.size() > size;
    List<R> shown = more ? rows.subList(0, size) : rows;
    String marker = more ? marker(name.apply(shown.getLast())) : null;
    return new Chunked<>(shown.stream().map(view).toList(), new Chunked.Part(more, marker));
  }

  private static String marker(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }
}
