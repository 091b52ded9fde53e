package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.request.Listing;
import java.util.List;

/** A page of a list that is at hand. */
final class NumberedPage {
  private static final int SIZE_DEFAULT = 10;
  private static final int SIZE_MAX = 100;

  private NumberedPage() {}

  /** The page of that number and size; figures out of range are brought into it. */
  static <T> Listing<T> of(List<T> all, Integer pageNumber, Integer pageSize) {
    int size = Math.clamp(pageSize == null ? SIZE_DEFAULT : pageSize, 1, SIZE_MAX);
    int number = Math.max(pageNumber == null ? 1 : pageNumber, 1);
    List<T> items = all.stream().skip((number - 1L) * size).limit(size).toList();
    return new Listing<>(items, all.size(), number, size, "");
  }
}
