package dev.stillpoint.control.policy;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A policy as DescribeAutoSnapshotPolicyEx shows it.
 *
 * @param policyId its identifier
 * @param name empty when it has none
 * @param regionId region
 * @param resourceGroupId resource group
 * @param timePoints "0" to "23"
 * @param repeatWeekdays "1" to "7"
 * @param retentionDays -1 for good
 * @param snapshotGroupBy None, Instance or Policy
 * @param diskCount how many disks have it
 * @param creationTime when it was made
 * @param tags all tags
 */
public record PolicyView(
    String policyId,
    String name,
    String regionId,
    String resourceGroupId,
    List<String> timePoints,
    List<String> repeatWeekdays,
    int retentionDays,
    String snapshotGroupBy,
    int diskCount,
    Instant creationTime,
    List<Tag> tags) {
  public PolicyView {
    timePoints = List.copyOf(timePoints);
    repeatWeekdays = List.copyOf(repeatWeekdays);
    tags = List.copyOf(tags);
  }
}
