package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of CreateSnapshot as sent; all but the disk may be null.
 *
 * @param diskId required
 * @param snapshotName null or empty means none
 * @param description null or empty means none
 * @param retentionDays 1 to 65536; null means kept for good
 * @param category Standard or Flash
 * @param instantAccess has no effect
 * @param instantAccessRetentionDays 1 to 65535; read when instantAccess is true
 * @param clientToken null or empty means none
 * @param resourceGroupId null means the default group
 * @param storageLocationArn refused
 * @param tags user's tags; null means none
 */
public record CreateSnapshot(
    String diskId,
    String snapshotName,
    String description,
    Integer retentionDays,
    String category,
    Boolean instantAccess,
    Integer instantAccessRetentionDays,
    String clientToken,
    String resourceGroupId,
    String storageLocationArn,
    List<Tag> tags) {
  public CreateSnapshot {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
