package dev.stillpoint.demo.cloud;

import java.util.Map;

/**
 * A group as the API describes it.
 *
 * @param status {@code progressing}, {@code accomplished} or {@code failed}
 * @param cutLsn the place in the log at which all members stand; as the server wrote it, empty if
 *     it did not
 * @param cutTime ISO 8601 with milliseconds, empty if the server named none
 * @param members the snapshot's ID by the ID of its source disk
 */
public record SnapshotGroup(
    String id,
    String name,
    String status,
    String cutLsn,
    String cutTime,
    Map<String, String> members) {
  /** Copies the map. */
  public SnapshotGroup {
    members = Map.copyOf(members);
  }
}
