package dev.stillpoint.block;

import java.util.List;

/**
 * A group as the engine sees it.
 *
 * @param images its members that were not deleted, in the order of the call that froze them
 */
public record GroupStatus(GroupId id, Cut cut, List<ImageId> images) {
  public GroupStatus {
    images = List.copyOf(images);
  }
}
