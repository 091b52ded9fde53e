package dev.stillpoint.control.policy;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of CreateAutoSnapshotPolicy as sent.
 *
 * @param regionId required
 * @param settings time points, weekdays and retention are required
 * @param associationType null means AssociatedWithDisk, the only one
 * @param resourceGroupId null means the default group
 * @param storageLocationArn refused
 * @param tags user's tags; null means none
 */
public record CreateAutoSnapshotPolicy(
    String regionId,
    PolicySettings settings,
    String associationType,
    String resourceGroupId,
    String storageLocationArn,
    List<Tag> tags) {
  public CreateAutoSnapshotPolicy {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
