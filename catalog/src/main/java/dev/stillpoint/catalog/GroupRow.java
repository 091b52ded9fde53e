package dev.stillpoint.catalog;

/**
 * A snapshot group.
 *
 * @param groupId its identifier
 * @param accountId whose it is
 * @param engineGroup its name in the engine
 * @param regionId region
 * @param resourceGroupId resource group
 * @param name may be empty
 * @param description may be empty
 * @param instanceId empty unless all members come from one instance
 * @param state where it stands
 * @param automatic kept to undo a rollback
 * @param cutLsn null until frozen
 * @param cutAt null until frozen
 * @param createdAt milliseconds since 1970
 * @param expiresAt null when kept for good
 */
public record GroupRow(
    String groupId,
    String accountId,
    long engineGroup,
    String regionId,
    String resourceGroupId,
    String name,
    String description,
    String instanceId,
    SnapshotState state,
    boolean automatic,
    Long cutLsn,
    Long cutAt,
    long createdAt,
    Long expiresAt) {
  /** The row of a member that is to be frozen; it goes when its group does. */
  public SnapshotRow member(
      String snapshotId,
      DiskRow disk,
      int position,
      long image,
      SnapshotType type,
      String category) {
    return new SnapshotRow(
        snapshotId,
        accountId,
        groupId,
        position,
        image,
        engineGroup,
        regionId,
        resourceGroupId,
        name,
        description,
        type,
        SnapshotState.INTENDED,
        0,
        category,
        disk.diskId(),
        disk.type(),
        disk.volume(),
        disk.sizeGib(),
        null,
        null,
        null,
        createdAt,
        createdAt,
        expiresAt);
  }
}
