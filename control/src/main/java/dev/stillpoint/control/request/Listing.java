package dev.stillpoint.control.request;

import java.util.List;

/**
 * One part of a list, oldest first.
 *
 * @param items the part
 * @param totalCount how many match on all pages
 * @param pageNumber the page answered, from 1 (1 when paged by token)
 * @param pageSize the size in force
 * @param nextToken where the next part begins; empty on the last one and when paged by number
 */
public record Listing<T>(
    List<T> items, long totalCount, int pageNumber, int pageSize, String nextToken) {
  public Listing {
    items = List.copyOf(items);
  }
}
