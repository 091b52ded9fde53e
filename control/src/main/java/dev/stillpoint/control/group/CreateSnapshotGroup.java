package dev.stillpoint.control.group;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of CreateSnapshotGroup as sent; every one but the region may be null.
 *
 * @param regionId required
 * @param instanceId selects the disks attached to it
 * @param diskIds selects these disks
 * @param excludeDiskIds leaves these disks out
 * @param name null or empty means none; the members take it too, so it must be a snapshot's name as
 *     well and does not begin with {@code auto}, else InvalidSnapshotName.Malformed
 * @param description null or empty means none
 * @param instantAccess has no effect
 * @param instantAccessRetentionDays 1 to 65535; read when instantAccess is true
 * @param clientToken null or empty means none
 * @param resourceGroupId null means the default group
 * @param storageLocationArn refused: nothing can be kept elsewhere
 * @param category Standard or Flash, of the members; an extension; null or empty means Standard
 * @param tags user's tags; null means none
 */
public record CreateSnapshotGroup(
    String regionId,
    String instanceId,
    List<String> diskIds,
    List<String> excludeDiskIds,
    String name,
    String description,
    Boolean instantAccess,
    Integer instantAccessRetentionDays,
    String clientToken,
    String resourceGroupId,
    String storageLocationArn,
    String category,
    List<Tag> tags) {
  public CreateSnapshotGroup {
    diskIds = diskIds == null ? List.of() : List.copyOf(diskIds);
    excludeDiskIds = excludeDiskIds == null ? List.of() : List.copyOf(excludeDiskIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
