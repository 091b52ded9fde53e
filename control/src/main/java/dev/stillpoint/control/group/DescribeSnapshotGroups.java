package dev.stillpoint.control.group;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeSnapshotGroups as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param snapshotGroupIds an empty list means no filter
 * @param instanceId all members come from it
 * @param name exact
 * @param statuses progressing, accomplished, failed
 * @param additionalAttributes SNAPSHOT_GROUP_PROGRESS_STATUS needs exactly one group
 * @param tags tags that must all match
 * @param resourceGroupId exact
 * @param nextToken from the answer before
 * @param maxResults 1 to 100; null means 10
 */
public record DescribeSnapshotGroups(
    String regionId,
    List<String> snapshotGroupIds,
    String instanceId,
    String name,
    List<String> statuses,
    List<String> additionalAttributes,
    List<Tag> tags,
    String resourceGroupId,
    String nextToken,
    Integer maxResults) {
  public DescribeSnapshotGroups {
    snapshotGroupIds = snapshotGroupIds == null ? List.of() : List.copyOf(snapshotGroupIds);
    statuses = statuses == null ? List.of() : List.copyOf(statuses);
    additionalAttributes =
        additionalAttributes == null ? List.of() : List.copyOf(additionalAttributes);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
