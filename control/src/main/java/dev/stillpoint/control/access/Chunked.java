package dev.stillpoint.control.access;

import java.util.List;

/**
 * One part of a list, in the order of names.
 *
 * @param items the part
 * @param part how the answer tells of it
 */
record Chunked<T>(List<T> items, Part part) {
  /** Whether more follow, and from behind which marker; null when nothing does. */
  record Part(boolean isTruncated, String marker) {}
}
