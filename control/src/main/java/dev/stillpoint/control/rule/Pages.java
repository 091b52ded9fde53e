package dev.stillpoint.control.rule;

import dev.stillpoint.catalog.Part;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that was asked for, as the catalog understands it. A token names the place behind the last
 * item that was shown, so rows that come or go meanwhile neither repeat nor hide another.
 *
 * @param part what to ask the catalog for
 * @param number the page's number, from 1
 * @param byToken which style the caller uses
 */
public record Pages(Part part, int number, boolean byToken) {
  private static final int SIZE_DEFAULT = 10;
  private static final int SIZE_MAX = 100;
  private static final Pattern PLACE = Pattern.compile("(\\d{1,15})/([a-z0-9-]{1,64})");

  /**
   * Reads what was asked for; figures out of range are brought into it.
   *
   * @param resultsMin the fewest that MaxResults may be
   * @param resultsMax the most that MaxResults may be
   * @throws Refusal Invalid.NextToken
   */
  public static Pages of(Paging paging, int resultsMin, int resultsMax) throws Refusal {
    if (paging.byToken()) {
      int asked = paging.maxResults() == null ? SIZE_DEFAULT : paging.maxResults();
      int size = Math.clamp(asked, resultsMin, resultsMax);
      return new Pages(new Part(size, 0, place(paging.nextToken())), 1, true);
    }
    int size =
        Math.clamp(paging.pageSize() == null ? SIZE_DEFAULT : paging.pageSize(), 1, SIZE_MAX);
    int number = Math.max(paging.pageNumber() == null ? 1 : paging.pageNumber(), 1);
    return new Pages(new Part(size, (number - 1L) * size, null), number, false);
  }

  private static Position place(String token) throws Refusal {
    if (TextRule.absent(token)) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      Matcher matcher = PLACE.matcher(text);
      if (matcher.matches()) {
        return new Position(Long.parseLong(matcher.group(1)), matcher.group(2));
      }
      throw new Refusal(SharedError.INVALID_NEXT_TOKEN);
    } catch (IllegalArgumentException e) {
      throw new Refusal(e, SharedError.INVALID_NEXT_TOKEN);
    }
  }

  /** The answer, made of the rows that the catalog gave. */
  public <R, V> Listing<V> listing(Slice<R> slice, List<V> views, Function<R, Position> place) {
    String next = slice.more() && byToken ? token(place.apply(slice.rows().getLast())) : "";
    return new Listing<>(views, slice.total(), number, part.limit(), next);
  }

  private static String token(Position place) {
    byte[] text = (place.createdAt() + "/" + place.id()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }
}
