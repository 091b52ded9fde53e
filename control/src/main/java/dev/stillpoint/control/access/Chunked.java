package dev.stillpoint.control.access;

import java.util.List;

/**
 * One part of a list, in the order of names.
 *
 * @param items the part
 * @param marker where the next part begins; empty on the last one
 */
public record Chunked<T>(List<T> items, String marker) {
  public Chunked {
    items = List.copyOf(items);
  }

  /** True when more follow. */
  public boolean truncated() {
    return !marker.isEmpty();
  }
}
