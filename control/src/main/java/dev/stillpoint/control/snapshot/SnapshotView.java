package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A snapshot as DescribeSnapshots shows it.
 *
 * @param snapshotId its identifier, which is also its export's name
 * @param snapshotName empty when it has none
 * @param description empty when it has none
 * @param serialNumber SnapshotSN
 * @param snapshotLinkId the chain of its disk
 * @param regionId region
 * @param resourceGroupId resource group
 * @param snapshotGroupId the group it belongs to; empty when it was made alone
 * @param snapshotType auto or user
 * @param status progressing, accomplished or failed
 * @param progressPercent 0 to 100
 * @param available its bytes can be read and used
 * @param creationTime when it was asked for
 * @param lastModifiedTime when its row last changed
 * @param sourceDiskId stays after the disk is gone
 * @param sourceDiskType system or data
 * @param sourceDiskSizeGib size of the disk at that instant
 * @param retentionDays null when kept for good
 * @param usage none, disk, image or image_disk: what exists that was made from it
 * @param category standard, flash or archive
 * @param cutTime the instant, milliseconds; null until it was frozen
 * @param cutLsn the record that froze it; null until it was frozen
 * @param tags all tags
 * @param kmsKeyId the master key of an encrypted snapshot; empty for a plain one
 * @param storedBytes data that it holds, shared with others or not; null until it was frozen
 */
public record SnapshotView(
    String snapshotId,
    String snapshotName,
    String description,
    String serialNumber,
    String snapshotLinkId,
    String regionId,
    String resourceGroupId,
    String snapshotGroupId,
    String snapshotType,
    String status,
    int progressPercent,
    boolean available,
    Instant creationTime,
    Instant lastModifiedTime,
    String sourceDiskId,
    String sourceDiskType,
    int sourceDiskSizeGib,
    Integer retentionDays,
    String usage,
    String category,
    Instant cutTime,
    Long cutLsn,
    List<Tag> tags,
    String kmsKeyId,
    Long storedBytes) {
  public SnapshotView {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /** Whether the snapshot is encrypted. */
  public boolean encrypted() {
    return !kmsKeyId.isEmpty();
  }
}
