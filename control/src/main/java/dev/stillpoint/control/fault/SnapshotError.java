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
      "The number of instant access days is a whole number from {0} to {1}."),
  INVALID_SNAPSHOT_ID_NOT_READY_400(
      400, "InvalidSnapshotId.NotReady", "The snapshot {0} is still being created."),
  INVALID_OPERATION_DECREASE_RETENTION_DAYS_UNSUPPORTED(
      400,
      "InvalidOperation.DecreaseRetentionDaysUnsupported",
      "The retention of snapshot {0} can only grow, and {1} days from its creation are less."),
  INVALID_RETENTION_DAYS_LESS_THAN_LOCK_EXPIRED_TIME(
      400,
      "InvalidRetentionDays.LessThanLockExpiredTime",
      "The retention of snapshot {0} would end before its lock."),
  INVALID_SNAPSHOT_DISABLE_INSTANT_ACCESS_MALFORMED(
      404,
      "InvalidSnapshotDisableInstantAccess.Malformed",
      "DisableInstantAccess is true or false."),
  INVALID_PARAMETER_SNAPSHOT_CATEGORY(
      400, "InvalidParameter.SnapshotCategory", "A snapshot moves to category Archive, not {0}."),
  INVALID_STATUS_SNAPSHOT_UNFINISHED(
      400, "InvalidStatus.SnapshotUnfinished", "The snapshot {0} is still being created."),
  INVALID_STATUS_SNAPSHOT_AGE_LIMIT(
      400, "InvalidStatus.SnapshotAgeLimit", "The snapshot {0} is younger than {1} days."),
  INVALID_STATUS_SNAPSHOT_IN_ARCHIVE(
      400, "InvalidStatus.SnapshotInArchive", "The snapshot {0} is in the archive already."),
  INVALID_OPERATION_ENCRYPTED_SNAPSHOT_UNSUPPORT(
      403, "InvalidOperation.EncryptedSnapshotUnsupport", "The snapshot {0} is encrypted."),
  INVALID_SNAPSHOT_LINK_IDS(
      400,
      "InvalidSnapshotLinkIds",
      "SnapshotLinkIds is a JSON array of at most 100 identifiers of chains; {0} is none."),
  INVALID_INSTANCE_ID_NOT_FOUND_400(400, "InvalidInstanceId.NotFound", "There is no instance {0}."),
  INVALID_DISK_IDS(400, "InvalidDiskIds", "DiskIds is a JSON array of at most 100 identifiers."),
  SNAPSHOT_CREATED_IMAGE(403, "SnapshotCreatedImage", "An image was made from the snapshot {0}."),
  INVALID_OPERATION_SNAPSHOT_LOCKED(
      403, "InvalidOperation.SnapshotLocked", "The snapshot {0} is locked."),
  INVALID_LOCK_MODE_MALFORMED(400, "InvalidLockMode.Malformed", "There is no lock mode {0}."),
  INVALID_LOCK_DURATION_EXCEED_RETENTION_DAYS(
      400,
      "InvalidLockDuration.ExceedRetentionDays",
      "A lock lasts fewer days than the {0} for which the snapshot is kept."),
  INVALID_COOL_OFF_PERIOD_EXCEED_LOCK_DURATION(
      400,
      "InvalidCoolOffPeriod.ExceedLockDuration",
      "A cool-off period is shorter than the lock of {0} days."),
  INVALID_OPERATION_SNAPSHOT_NOT_AVAILABLE(
      403, "InvalidOperation.SnapshotNotAvailable", "The snapshot {0} has failed."),
  INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED(
      403,
      "InvalidOperation.CoolOffPeriodExpired",
      "The cool-off period of the lock on snapshot {0} is over; it can be made longer only, without a new one."),
  INVALID_SNAPSHOT_LOCK_NOT_FOUND(
      404, "InvalidSnapshotLock.NotFound", "There is no lock on snapshot {0}."),
  INVALID_LOCK_STATUS_MALFORMED(400, "InvalidLockStatus.Malformed", "There is no lock status {0}.");

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
