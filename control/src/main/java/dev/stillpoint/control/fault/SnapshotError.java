package dev.stillpoint.control.fault;

/** Refusals of the actions on snapshots. */
public enum SnapshotError implements ErrorCode {
  INVALID_SNAPSHOT_ID_NOT_FOUND(404, "InvalidSnapshotId.NotFound", "There is no snapshot {0}."),
  INVALID_SNAPSHOT_ID_NOT_FOUND_400(400, "InvalidSnapshotId.NotFound", "There is no snapshot {0}."),
  CREATE_SNAPSHOT_FAILED_400(
      400, "CreateSnapshot.Failed", "The snapshot could not be made because {0}."),
  INCORRECT_DISK_STATUS_CREATING_SNAPSHOT_400(
      400, "IncorrectDiskStatus.CreatingSnapshot", "The snapshot {0} is being created."),
  INVALID_SNAPSHOT_IDS_MALFORMED(
      403,
      "InvalidSnapshotIds.Malformed",
      "SnapshotIds is a JSON array of at most {0} identifiers."),
  INVALID_USAGE(404, "InvalidUsage", "There is no snapshot usage {0}."),
  INVALID_SOURCE_DISK_TYPE(404, "InvalidSourceDiskType", "There is no disk type {0}."),
  INVALID_STATUS_NOT_FOUND(404, "InvalidStatus.NotFound", "There is no status {0}."),
  INVALID_SNAPSHOT_TYPE_NOT_FOUND(
      404, "InvalidSnapshotType.NotFound", "There is no snapshot type {0}."),
  INVALID_SNAPSHOT_LINK_ID_NOT_FOUND(
      404, "InvalidSnapshotLinkId.NotFound", "There is no snapshot chain {0}."),
  INVALID_SNAPSHOT_ID_NOT_READY(
      403, "InvalidSnapshotId.NotReady", "The snapshot {0} is not accomplished."),
  INVALID_SNAPSHOT_ID_NOT_DATA_DISK_SNAPSHOT(
      403, "InvalidSnapshotId.NotDataDiskSnapshot", "The snapshot {0} is of a system disk."),
  INVALID_INSTANT_ACCESS_RETENTION_DAYS_MALFORMED(
      403,
      "InvalidInstantAccessRetentionDays.Malformed",
      "The number of instant access days is a whole number from {0} to {1}.");

  private final int status;
  private final String code;
  private final String template;

  SnapshotError(int status, String code, String template) {
    this.status = status;
    this.code = code;
    this.template = template;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String template() {
    return template;
  }
}
