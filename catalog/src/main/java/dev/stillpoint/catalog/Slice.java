package dev.stillpoint.catalog;

import java.util.List;

/**
 * A part of the matching rows, in the order of creation, then identifier.
 *
 * @param rows the part
 * @param total how many rows match in all
 * @param more true when rows follow
 */
public record Slice<T>(List<T> rows, long total, boolean more) {
  public Slice {
    rows = List.copyOf(rows);
  }

  /** No row. */
  static <T> Slice<T> empty() {
    return new Slice<>(List.of(), 0, false);
  }
}
