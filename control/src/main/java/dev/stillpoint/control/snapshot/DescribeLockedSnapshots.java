package dev.stillpoint.control.snapshot;

import java.util.List;

/**
 * The filters of DescribeLockedSnapshots as sent; null means no filter.
 *
 * @param regionId required
 * @param snapshotIds empty means no filter
 * @param lockStatus compliance-cooloff, compliance or expired
 * @param dryRun null means false
 * @param maxResults 10 to 100; null means 10
 * @param nextToken from the answer before
 */
public record DescribeLockedSnapshots(
    String regionId,
    List<String> snapshotIds,
    String lockStatus,
    Boolean dryRun,
    Integer maxResults,
    String nextToken) {
  public DescribeLockedSnapshots {
    snapshotIds = snapshotIds == null ? List.of() : List.copyOf(snapshotIds);
  }
}
