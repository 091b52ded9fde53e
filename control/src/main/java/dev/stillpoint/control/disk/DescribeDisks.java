package dev.stillpoint.control.disk;

import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeDisks as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param diskIds an empty list answers nothing; null means no filter
 * @param instanceId exact
 * @param zoneId exact
 * @param snapshotId made from that snapshot
 * @param autoSnapshotPolicyId that policy is applied to it
 * @param diskName exact
 * @param kmsKeyId sealed under that master key
 * @param resourceGroupId exact
 * @param diskType all, system or data
 * @param category any category, or all
 * @param status a disk status, or All
 * @param diskChargeType PrePaid or PostPaid
 * @param portable exact
 * @param deleteWithInstance exact
 * @param deleteAutoSnapshot exact
 * @param enableAutoSnapshot exact
 * @param enableAutomatedSnapshotPolicy whether a policy is applied to it
 * @param encrypted exact
 * @param lockReason financial or security
 * @param multiAttach Disabled, Enabled or LegacyShared
 * @param tags tags that must all match
 * @param filters CreationStartTime, CreationEndTime
 * @param dryRun null means false
 * @param paging which part; null means the first page
 */
public record DescribeDisks(
    String regionId,
    List<String> diskIds,
    String instanceId,
    String zoneId,
    String snapshotId,
    String autoSnapshotPolicyId,
    String diskName,
    String kmsKeyId,
    String resourceGroupId,
    String diskType,
    String category,
    String status,
    String diskChargeType,
    Boolean portable,
    Boolean deleteWithInstance,
    Boolean deleteAutoSnapshot,
    Boolean enableAutoSnapshot,
    Boolean enableAutomatedSnapshotPolicy,
    Boolean encrypted,
    String lockReason,
    String multiAttach,
    List<Tag> tags,
    List<FilterPair> filters,
    Boolean dryRun,
    Paging paging) {
  public DescribeDisks {
    diskIds = diskIds == null ? null : List.copyOf(diskIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
    filters = filters == null ? List.of() : List.copyOf(filters);
    paging = paging == null ? Paging.FIRST : paging;
  }
}
