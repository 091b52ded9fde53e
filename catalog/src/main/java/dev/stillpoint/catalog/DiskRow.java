package dev.stillpoint.catalog;

/**
 * A disk.
 *
 * @param diskId its identifier
 * @param accountId whose it is
 * @param volume its name in the engine
 * @param regionId region
 * @param zoneId zone
 * @param resourceGroupId resource group
 * @param name may be empty
 * @param description may be empty
 * @param status where it stands
 * @param type system or data
 * @param category for example cloud_essd
 * @param performanceLevel empty unless cloud_essd
 * @param sizeGib size
 * @param provisionedIops 0 unless cloud_auto
 * @param burstingEnabled for cloud_auto
 * @param multiAttach Disabled or Enabled
 * @param instanceId null when not attached
 * @param originInstanceId the instance that a system disk was made with; null for data disks
 * @param device empty when not attached
 * @param deleteWithInstance goes with its instance
 * @param sourceSnapshotId empty when born empty
 * @param imageId of a system disk; may be empty
 * @param everAttached was attached at least once
 * @param everExposed was attached to a Running instance at least once
 * @param inArrears past its expiry date
 * @param createdAt milliseconds since 1970
 * @param attachedAt null when not attached
 * @param detachedAt null when never detached or attached now
 */
public record DiskRow(
    String diskId,
    String accountId,
    long volume,
    String regionId,
    String zoneId,
    String resourceGroupId,
    String name,
    String description,
    DiskStatus status,
    DiskType type,
    String category,
    String performanceLevel,
    int sizeGib,
    long provisionedIops,
    boolean burstingEnabled,
    String multiAttach,
    String instanceId,
    String originInstanceId,
    String device,
    boolean deleteWithInstance,
    String sourceSnapshotId,
    String imageId,
    boolean everAttached,
    boolean everExposed,
    boolean inArrears,
    long createdAt,
    Long attachedAt,
    Long detachedAt) {}
