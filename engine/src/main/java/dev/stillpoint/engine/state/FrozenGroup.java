package dev.stillpoint.engine.state;

import java.util.List;

/**
 * A group: images that one record froze.
 *
 * @param lsn that record's
 * @param timeMillis wall clock when it was appended
 * @param images those that were not deleted, in the record's order
 */
public record FrozenGroup(long id, long lsn, long timeMillis, List<Long> images) {
  public FrozenGroup {
    images = List.copyOf(images);
  }
}
