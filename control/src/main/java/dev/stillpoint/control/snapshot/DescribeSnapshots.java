package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeSnapshots as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param snapshotIds an empty list answers nothing; null means no filter
 * @param diskId made of that disk
 * @param instanceId made of disks attached to that instance now
 * @param snapshotLinkId exact
 * @param snapshotName exact
 * @param resourceGroupId exact
 * @param kmsKeyId sealed under that master key
 * @param snapshotType auto, user or all
 * @param sourceDiskType system or data, any case
 * @param status progressing, accomplished, failed or all
 * @param usage image, disk, image_disk or none
 * @param category Standard, Flash or archive
 * @param encrypted exact
 * @param tags tags that must all match
 * @param filters CreationStartTime, CreationEndTime
 * @param dryRun null means false
 * @param paging which part; null means the first page
 */
public record DescribeSnapshots(
    String regionId,
    List<String> snapshotIds,
    String diskId,
    String instanceId,
    String snapshotLinkId,
    String snapshotName,
    String resourceGroupId,
    String kmsKeyId,
    String snapshotType,
    String sourceDiskType,
    String status,
    String usage,
    String category,
    Boolean encrypted,
    List<Tag> tags,
    List<FilterPair> filters,
    Boolean dryRun,
    Paging paging) {
  public DescribeSnapshots {
    snapshotIds = snapshotIds == null ? null : List.copyOf(snapshotIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
    filters = filters == null ? List.of() : List.copyOf(filters);
    paging = paging == null ? Paging.FIRST : paging;
  }
}
