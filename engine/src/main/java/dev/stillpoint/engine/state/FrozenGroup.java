package dev.stillpoint.engine.state;

import java.util.List;

/**
 * A group: images that one record froze.
 *
 * @param images those that were not deleted, in the record's order
 */
public record FrozenGroup(long id, Cut cut, List<Long> images) {
  /**
   * When the members were frozen.
   *
   * @param lsn that record's
   * @param timeMillis wall clock when it was appended
   */
  public record Cut(long lsn, long timeMillis) {}

  public FrozenGroup {
    images = List.copyOf(images);
  }
}
