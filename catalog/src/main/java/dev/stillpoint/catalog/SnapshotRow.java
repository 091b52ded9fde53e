package dev.stillpoint.catalog;

/**
 * A snapshot.
 *
 * @param snapshotId its identifier
 * @param accountId whose it is
 * @param groupId null when made alone
 * @param position place among the members of its group
 * @param image its name in the engine
 * @param engineGroup the engine's name of the group that froze it
 * @param regionId region
 * @param resourceGroupId resource group
 * @param name may be empty
 * @param description may be empty
 * @param type who asked for it
 * @param state where it stands
 * @param progress percent
 * @param category standard or flash
 * @param sourceDiskId the disk, which may be gone
 * @param sourceDiskType what that disk was
 * @param sourceVolume that disk's name in the engine
 * @param sizeGib size of the disk
 * @param retentionDays null when kept for good
 * @param cutLsn null until frozen
 * @param cutAt null until frozen
 * @param createdAt milliseconds since 1970
 * @param modifiedAt milliseconds since 1970
 * @param expiresAt null when kept for good
 */
public record SnapshotRow(
    String snapshotId,
    String accountId,
    String groupId,
    int position,
    long image,
    long engineGroup,
    String regionId,
    String resourceGroupId,
    String name,
    String description,
    SnapshotType type,
    SnapshotState state,
    int progress,
    String category,
    String sourceDiskId,
    DiskType sourceDiskType,
    long sourceVolume,
    int sizeGib,
    Integer retentionDays,
    Long cutLsn,
    Long cutAt,
    long createdAt,
    long modifiedAt,
    Long expiresAt) {}
