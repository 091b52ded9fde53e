package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.request.Paging;
import java.util.List;

/**
 * The filters of DescribeSnapshotLinks as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param instanceId of disks attached to that instance now
 * @param diskIds of one of these
 * @param snapshotLinkIds one of these
 * @param paging which part; null means the first page
 */
public record DescribeSnapshotLinks(
    String regionId,
    String instanceId,
    List<String> diskIds,
    List<String> snapshotLinkIds,
    Paging paging) {
  public DescribeSnapshotLinks {
    diskIds = diskIds == null ? null : List.copyOf(diskIds);
    snapshotLinkIds = snapshotLinkIds == null ? null : List.copyOf(snapshotLinkIds);
    paging = paging == null ? Paging.FIRST : paging;
  }
}
