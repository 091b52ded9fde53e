package dev.stillpoint.control.tag;

import java.util.List;

/**
 * One part of a list of tags.
 *
 * @param items the part
 * @param nextToken where the next part begins; empty on the last one
 */
public record TagPage(List<Item> items, String nextToken) {
  public TagPage {
    items = List.copyOf(items);
  }

  /**
   * One tag of one resource.
   *
   * @param resourceType in lower case
   * @param value may be empty
   */
  public record Item(String resourceId, String resourceType, String key, String value) {}
}
