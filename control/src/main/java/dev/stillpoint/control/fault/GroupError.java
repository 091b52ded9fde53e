package dev.stillpoint.control.fault;

/**
 * Refusals of CreateSnapshotGroup, every row of its page, and of the other actions on groups. The
 * other actions raise them too where they mean the same.
 */
public enum GroupError implements ErrorCode {
  INVALID_DISK_IDS_NOT_IN_SAME_ZONE(
      400, "InvalidDiskIds.NotInSameZone", "The disks lie in more than one zone: {0}."),
  MISSING_PARAMTER_INSTANCE_ID(
      400,
      "MissingParamter.InstanceId",
      "Name an instance with InstanceId or disks with DiskId.N; ExcludeDiskId.N needs InstanceId."),
  INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT(
      400,
      "InvalidParam.ExcludeDiskIdsAndDiskIds.Conflict",
      "DiskId.N and ExcludeDiskId.N exclude each other."),
  INVALID_SNAPSHOT_NAME_MALFORMED(
      400,
      "InvalidSnapshotName.Malformed",
      "A snapshot name has 2 to 128 characters, begins with a letter, holds letters, digits and . _ - : only, and begins neither with http:// or https:// nor with auto."),
  INCORRECT_INSTANCE_STATUS(
      400,
      "IncorrectInstanceStatus",
      "The instance {0} is {1}; the operation does not allow that."),
  INVALID_RETENTION_DAYS_MALFORMED(
      400,
      "InvalidRetentionDays.Malformed",
      "The number of retention days is a whole number from {0} to {1}."),
  DISK_CATEGORY_OPERATION_NOT_SUPPORTED(
      400,
      "DiskCategory.OperationNotSupported",
      "Disk {0} is of category {1}, which does not support this operation."),
  INVALID_PARAMETER_NAME(
      400,
      "InvalidParameter.Name",
      "A name has 2 to 128 characters, begins with a letter, holds letters, digits and . _ - : only, and does not begin with http:// or https://."),
  INVALID_PARAMETER_DESCRIPTION(
      400,
      "InvalidParameter.Description",
      "A description has 2 to 256 characters and does not begin with http:// or https://."),
  INCORRECT_DISK_STATUS_CREATING_SNAPSHOT(
      403, "IncorrectDiskStatus.CreatingSnapshot", "A snapshot of disk {0} is being created."),
  INSTANCE_LOCKED_FOR_SECURITY(
      403, "InstanceLockedForSecurity", "The instance {0} is locked for security reasons."),
  INCORRECT_DISK_STATUS_NEVER_ATTACHED(
      403, "IncorrectDiskStatus.NeverAttached", "Disk {0} has never been attached to an instance."),
  QUOTA_EXCEED_SNAPSHOT(
      403,
      "QuotaExceed.Snapshot",
      "Disk {0} already has {1} manual snapshots, the most that it may have."),
  INCORRECT_DISK_STATUS_NEVER_USED(
      403, "IncorrectDiskStatus.NeverUsed", "Disk {0} was never used since it was created."),
  CREATE_SNAPSHOT_FAILED(
      403, "CreateSnapshot.Failed", "The snapshot could not be made because {0}."),
  DISK_IN_ARREARS(403, "DiskInArrears", "Disk {0} is past its expiry date."),
  DISK_ID_VALUE_NOT_SUPPORTED(403, "DiskId.ValueNotSupported", "{0} does not name a cloud disk."),
  INCORRECT_DISK_STATUS(
      403, "IncorrectDiskStatus", "Disk {0} is {1}; the operation does not allow that."),
  INVALID_ACCOUNT_STATUS_NOT_ENOUGH_BALANCE(
      403, "InvalidAccountStatus.NotEnoughBalance", "The balance of the account does not suffice."),
  INVALID_ACCOUNT_STATUS_SNAPSHOT_SERVICE_UNAVAILABLE(
      403,
      "InvalidAccountStatus.SnapshotServiceUnavailable",
      "The snapshot service is not activated for the account."),
  INCORRECT_INSTANCE_STATUS_403(
      403,
      "IncorrectInstanceStatus",
      "The instance {0} is {1}; the operation does not allow that."),
  INCORRECT_VOLUME_STATUS(
      403,
      "IncorrectVolumeStatus",
      "The shared volume {0} is in a state that does not allow the operation."),
  INCORRECT_DISK_STATUS_INVALID(
      403, "IncorrectDiskStatus.Invalid", "The device of disk {0} is stale; restart its instance."),
  INCORRECT_DISK_TYPE_NOT_SUPPORT(
      403,
      "IncorrectDiskType.NotSupport",
      "Disk {0} is of a type that does not support this operation."),
  INCORRECT_DISK_STATUS_TRANSFERRING(
      403, "IncorrectDiskStatus.Transferring", "Disk {0} is being migrated."),
  INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED(
      403, "InvalidParameter.KMSKeyId.CMKNotEnabled", "The key {0} is not enabled."),
  INVALID_PARAMETER_KMS_KEY_ID_KMS_UNAUTHORIZED(
      403, "InvalidParameter.KMSKeyId.KMSUnauthorized", "The service may not use the key store."),
  INVALID_SNAPSHOT_CATEGORY_MALFORMED(
      403, "InvalidSnapshotCategory.Malformed", "There is no snapshot category {0}."),
  INVALID_OPERATION_UNAUTHORIZED(
      403, "InvalidOperation.Unauthorized", "Disk {0} is shared by another account, read-only."),
  INVALID_REGION_NOT_SUPPORT_SNAPSHOT_INSTANT_ACCESS_REGION(
      403,
      "InvalidRegion.NotSupportSnapshotInstantAccessRegion",
      "The region {0} does not offer instant access."),
  INVALID_CATEGORY_AND_INSTANT_ACCESS_MALFORMED(
      403,
      "InvalidCategoryAndInstantAccess.Malformed",
      "InstantAccess and this snapshot category exclude each other."),
  INCORRECT_DISK_STATUS_TOO_MANY_CREATING_SNAPSHOTS(
      403,
      "IncorrectDiskStatus.TooManyCreatingSnapshots",
      "Disk {0} has {1} unfinished snapshots, the most that the engine allows."),
  INVALID_REGION_NOT_SUPPORT(
      403, "InvalidRegion.NotSupport", "The region {0} does not offer this operation."),
  USER_NOT_IN_THE_WHITE_LIST(
      403,
      "UserNotInTheWhiteList",
      "The account is not on the list of those who may use this operation."),
  INVALID_INSTANCE_NO_DISK(
      403, "InvalidInstance.NoDisk", "The instance {0} has no disk to make a snapshot of."),
  NUMBER_EXCEED_TOO_MANY_DISKS(
      403, "NumberExceed.TooManyDisks", "A group has at most {0} disks; {1} are selected."),
  CAPACITY_EXCEED_TOO_MANY_DISKS(
      403,
      "CapacityExceed.TooManyDisks",
      "The disks of a group have at most {0} GiB together; the selected ones have {1} GiB."),
  INVALID_OPERATION_MULTI_ATTACH_DISK(
      403,
      "InvalidOperation.MultiAttachDisk",
      "Disk {0} may be attached to several instances, which this operation does not support."),
  INVALID_PARAMETER_KMS_KEY_ID_CMK_UNAUTHORIZED(
      403, "InvalidParameter.KMSKeyId.CMKUnauthorized", "The service may not use the key {0}."),
  INVALID_DISK_DISK_CATEGORY_INCONSISTENT(
      403,
      "InvalidDisk.DiskCategoryInconsistent",
      "Either all disks of a group are regional or none."),
  QUOTA_EXCEED_CONCURRENT_SNAPSHOT_QUOTA(
      403,
      "QuotaExceed.ConcurrentSnapshotQuota",
      "Disk {0} already has {1} snapshots in creation, the most that it may have."),
  INVALID_DISK_SHARE_VOLUME(403, "InvalidDisk.ShareVolume", "{0} is a shared volume."),
  INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN(
      403,
      "InvalidParameter.UnauthorizedStorageLocationArn",
      "The caller may not use the storage location {0}."),
  INVALID_OPERATION_SNAPSHOT_STORAGE_LOCATION_UNSUPPORTED(
      403,
      "InvalidOperation.SnapshotStorageLocationUnsupported",
      "The operation is not offered at this storage location."),
  INVALID_STORAGE_LOCATION_ARN_MALFORMED(
      403,
      "InvalidStorageLocationArn.Malformed",
      "The StorageLocationArn is not a valid resource name."),
  INVALID_DISK_ID_NOT_FOUND(404, "InvalidDiskId.NotFound", "There is no disk {0}."),
  INVALID_DESCRIPTION_MALFORMED(
      404,
      "InvalidDescription.Malformed",
      "A description has 2 to 256 characters and does not begin with http:// or https://."),
  INVALID_INSTANCE_ID_NOT_FOUND(404, "InvalidInstanceId.NotFound", "There is no instance {0}."),
  INVALID_VOLUME_ID_NOT_FOUND(404, "InvalidVolumeId.NotFound", "There is no shared volume {0}."),
  INVALID_KMS_KEY_ID_NOT_FOUND(404, "InvalidKMSKeyId.NotFound", "There is no key {0}."),

  // The other actions on groups
  INVALID_SNAPSHOT_GROUP_NOT_FOUND(
      404, "InvalidSnapshotGroup.NotFound", "There is no snapshot group {0}."),
  INVALID_STATUS_VALUE_NOT_SUPPORTED(
      403, "InvalidStatus.ValueNotSupported", "There is no status {0}."),
  INVALID_SNAPSHOT_GROUP_ID_MUST_BE_ONE(
      403,
      "InvalidSnapshotGroupId.MustBeOne",
      "With this additional attribute exactly one snapshot group is named.");

  private final int status;
  private final String code;
  private final String template;

  GroupError(int status, String code, String template) {
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
