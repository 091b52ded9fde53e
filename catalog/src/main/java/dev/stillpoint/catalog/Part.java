package dev.stillpoint.catalog;

/**
 * Which part of the matching rows is wanted.
 *
 * @param limit the most rows to answer, positive
 * @param offset rows to leave out at the beginning
 * @param after only rows behind this place; null for the beginning
 */
public record Part(int limit, long offset, Position after) {
  /** Every row. */
  public static final Part ALL = new Part(Integer.MAX_VALUE - 1, 0, null);
}
