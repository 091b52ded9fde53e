package dev.stillpoint.control.fault;

/**
 * The catalogue of refusals: what a client sees when a rule says no. A code may stand here twice
 * with different statuses, because the cloud's actions do not agree; the second constant's name
 * then ends in its status. Adding an action means adding its rows here. Clients match on code and
 * status; messages are worded by us.
 */
public enum ErrorCode {
  // Codes every action may raise
  MISSING_PARAMETER(400, "MissingParameter", "The parameter {0} is required and was not given."),
  INVALID_PARAMETER(400, "InvalidParameter", "The value of the parameter {0} is not valid."),
  INVALID_PARAMETER_CONFLICT(
      400, "InvalidParameter.Conflict", "The parameters {0} exclude each other."),
  DRY_RUN_OPERATION(
      400,
      "DryRunOperation",
      "The request passed every check; nothing was changed, because DryRun is true."),
  INVALID_REGION_ID_NOT_FOUND(
      404, "InvalidRegionId.NotFound", "This deployment has no region {0}."),
  INVALID_ZONE_ID_NOT_FOUND(404, "InvalidZoneId.NotFound", "The region has no zone {0}."),
  INVALID_RESOURCE_GROUP_NOT_FOUND(
      404, "InvalidResourceGroup.NotFound", "The account has no resource group {0}."),
  DUPLICATE_TAG_KEY(400, "Duplicate.TagKey", "The tag key {0} is given more than once."),
  INVALID_TAG_KEY_MALFORMED(
      400,
      "InvalidTagKey.Malformed",
      "A tag key has 1 to 128 characters, does not begin with acs: or aliyun and holds no http:// or https://."),
  INVALID_TAG_VALUE_MALFORMED(
      400,
      "InvalidTagValue.Malformed",
      "A tag value has at most 128 characters, does not begin with acs: and holds no http:// or https://."),
  QUOTA_EXCEED_TAGS(403, "QuotaExceed.Tags", "A resource has at most {0} tags; {1} are given."),
  INVALID_CLIENT_TOKEN_MALFORMED(
      403, "InvalidClientToken.Malformed", "A ClientToken has 1 to 64 printable ASCII characters."),
  INVALID_CLIENT_TOKEN_VALUE_NOT_SUPPORTED(
      400,
      "InvalidClientToken.ValueNotSupported",
      "A ClientToken has 1 to 64 printable ASCII characters."),
  IDEMPOTENT_PARAMETER_MISMATCH(
      403, "IdempotentParameterMismatch", "The ClientToken was used before with other parameters."),
  IDEMPOTENT_PARAMETER_MISMATCH_400(
      400, "IdempotentParameterMismatch", "The ClientToken was used before with other parameters."),
  IDEMPOTENT_PROCESSING(
      403, "IdempotentProcessing", "An earlier request with this ClientToken is still running."),
  LAST_TOKEN_PROCESSING(
      403, "LastTokenProcessing", "An earlier request with this ClientToken is still running."),
  INVALID_TAG_COUNT(400, "InvalidTagCount", "A filter has at most {0} tags; {1} are given."),
  INVALID_FILTER_KEY_NOT_FOUND(404, "InvalidFilterKey.NotFound", "There is no filter key {0}."),
  INVALID_FILTER_VALUE(
      404,
      "InvalidFilterValue",
      "The filter value {0} is not a time of the form yyyy-MM-ddTHH:mmZ."),
  INVALID_NEXT_TOKEN(403, "Invalid.NextToken", "The NextToken was not made by this action."),
  INTERNAL_ERROR(500, "InternalError", "The request failed for a reason inside the server."),
  OPERATION_CONFLICT(403, "Operation.Conflict", "Another operation on {0} is running."),

  // CreateSnapshotGroup, every row of its page
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
      403, "InvalidOperation.Unauthorized", "The caller may not use {0}."),
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
      "With this additional attribute exactly one snapshot group is named."),

  // Snapshots
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

  // Disks
  QUOTA_EXCEED_DISK_CAPACITY(
      400, "QuotaExceed.DiskCapacity", "The pool has no room for another disk."),
  OPERATION_DENIED(
      403, "OperationDenied", "The pool has no room to keep what the disks hold until now."),
  DISK_ERROR(403, "DiskError", "The pool has no room to open disk {0}."),
  INVALID_SIZE_VALUE_NOT_SUPPORTED(
      400, "InvalidSize.ValueNotSupported", "A disk of category {0} has {1} to {2} GiB."),
  INVALID_DISK_NAME_MALFORMED(
      400,
      "InvalidDiskName.Malformed",
      "A disk name has 2 to 128 characters, begins with a letter and holds letters, digits and : _ . - only."),
  INVALID_DESCRIPTION_MALFORMED_400(
      400,
      "InvalidDescription.Malformed",
      "A description has 2 to 256 characters and does not begin with http:// or https://."),
  INVALID_DISK_CATEGORY_NOT_SUPPORTED(
      400, "InvalidDiskCategory.NotSupported", "The disk category {0} is not offered here."),
  INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED(
      400, "InvalidDiskCategory.ValueNotSupported", "There is no disk category {0}."),
  INVALID_PERFORMANCE_LEVEL_MALFORMED(
      400,
      "InvalidPerformanceLevel.Malformed",
      "The performance level {0} does not exist or does not go with the category."),
  PROVISIONED_IOPS_FOR_DISK_CATEGORY_UNSUPPORTED(
      400,
      "ProvisionedIopsForDiskCategoryUnsupported",
      "ProvisionedIops goes with category cloud_auto only."),
  INVALID_PROVISIONED_IOPS_LIMIT_EXCEED(
      400,
      "InvalidProvisionedIops.LimitExceed",
      "ProvisionedIops of this disk is a number from 0 to {0}."),
  BURSTING_ENABLED_FOR_DISK_CATEGORY_UNSUPPORTED(
      400,
      "BurstingEnabledForDiskCategoryUnsupported",
      "BurstingEnabled goes with category cloud_auto only."),
  INVALID_BURSTING_ENABLED_DISK_SIZE_TOO_SMALL(
      400,
      "InvalidBurstingEnabled.DiskSizeTooSmall",
      "BurstingEnabled needs a disk of more than 3 GiB."),
  INVALID_PARAMETER_ENCRYPTED_ILLEGAL(
      400,
      "InvalidParameter.EncryptedIllegal",
      "KMSKeyId is given although Encrypted is not true."),
  INVALID_ENCRYPTED_NOT_MATCH_ENCRYPT_ALGORITHM(
      400,
      "InvalidEncrypted.NotMatchEncryptAlgorithm",
      "EncryptAlgorithm is given although Encrypted is not true."),
  INVALID_PARAMETER_ENCRYPTED_NOT_SUPPORTED(
      403, "InvalidParameter.EncryptedNotSupported", "Encrypted disks are not offered here."),
  INVALID_PARAMETER_MULTI_ATTACH(
      403, "InvalidParameter.MultiAttach", "There is no multi-attach mode {0}."),
  OPERATION_DENIED_ZONE_NOT_SUPPORT_MULTI_ATTACH_DISK(
      403,
      "OperationDenied.ZoneNotSupportMultiAttachDisk",
      "The zone does not offer multi-attach disks."),
  INVALID_PARAM_ZONE_ID_AND_INSTANCE_ID_CONFLICT(
      403,
      "InvalidParam.ZoneIdAndInstanceId.Conflict",
      "ZoneId and InstanceId exclude each other."),
  INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED(
      403,
      "InvalidInstanceChargeType.ValueNotSupported",
      "A disk is created for a subscription instance only; {0} is none."),
  INVALID_STORAGE_SET_ID_NOT_FOUND(
      400, "InvalidStorageSetId.NotFound", "There is no storage set {0}."),
  INVALID_STORAGE_CLUSTER_ID_NOT_EXIST(
      404, "InvalidStorageClusterId.NotExist", "There is no storage cluster {0}."),
  INVALID_PARAMETER_ADVANCED_FEATURES(
      403, "InvalidParameter.AdvancedFeatures", "Advanced features are not offered here."),
  INVALID_PARAMETER_ARNS(400, "InvalidParameter.Arns", "Arn.N is not offered here."),
  INVALID_DISK_TYPE_VALUE_NOT_SUPPORTED(
      400, "InvalidDiskType.ValueNotSupported", "There is no disk type {0}."),
  INVALID_CATEGORY_VALUE_NOT_SUPPORTED(
      400, "InvalidCategory.ValueNotSupported", "There is no disk category {0}."),
  INVALID_STATUS_VALUE_NOT_SUPPORTED_400(
      400, "InvalidStatus.ValueNotSupported", "There is no disk status {0}."),
  INVALID_DISK_CHARGE_TYPE_NOT_FOUND(
      404, "InvalidDiskChargeType.NotFound", "There is no charge type {0}."),
  INVALID_LOCK_REASON_NOT_FOUND(404, "InvalidLockReason.NotFound", "There is no lock reason {0}."),
  INVALID_DISK_IDS_MALFORMED(
      403, "InvalidDiskIds.Malformed", "DiskIds is a JSON array of at most {0} identifiers."),
  INVALID_DISK_STATUS_DELETE_PROTECTION(
      403,
      "InvalidDiskStatus.DeleteProtection",
      "The system disk {0} belongs to an instance that still exists."),
  DISK_CREATING_SNAPSHOT(403, "DiskCreatingSnapshot", "A snapshot of disk {0} is being created."),
  DISK_TYPE_VIOLATION(403, "DiskTypeViolation", "Disk {0} is a system disk."),
  INVALID_DISK_IN_USE(404, "InvalidDisk.InUse", "Disk {0} is attached to an instance already."),
  INVALID_DISK_ALREADY_DETACHED(
      404, "InvalidDisk.AlreadyDetached", "Disk {0} is not attached to an instance."),
  DEPENDENCY_VIOLATION(403, "DependencyViolation", "Disk {0} is not attached to instance {1}."),
  RESOURCES_NOT_IN_SAME_ZONE(
      403, "ResourcesNotInSameZone", "Disk {0} and instance {1} are in different zones."),
  INSTANCE_DISK_LIMIT_EXCEEDED(
      403, "InstanceDiskLimitExceeded", "Instance {0} has {1} disks, the most that it may have."),
  INVALID_DEVICE_MALFORMED(
      400,
      "InvalidDevice.Malformed",
      "The device name {0} is not of the form /dev/xvdb to /dev/xvdz."),
  INVALID_DEVICE_IN_USE(403, "InvalidDevice.InUse", "The device name {0} is taken."),
  INVALID_DISK_DISK_NOT_BOOTABLE(400, "InvalidDisk.DiskNotBootable", "Disk {0} is a data disk."),
  INVALID_INSTANCE_NOT_ORIGIN_INSTANCE(
      400,
      "InvalidInstance.NotOriginInstance",
      "The system disk {0} goes back to its own instance only."),
  INVALID_PARAMETER_FORCE_DISK_CATEGORY_NOT_SUPPORTED(
      400,
      "InvalidParameterForce.DiskCategoryNotSupported",
      "Force goes with regional disks only."),
  INVALID_PARAMETER_MISMATCH(
      403,
      "InvalidParameter.Mismatch",
      "The snapshot {0} was not made of disk {1}, or not in one group with the others."),
  INCORRECT_DISK_STATUS_HAS_UNFINISHED_SNAPSHOT(
      403, "IncorrectDiskStatus.HasUnfinishedSnapshot", "A snapshot of disk {0} is being created."),

  // Instances
  INVALID_INSTANCE_NAME_MALFORMED(
      400,
      "InvalidInstanceName.Malformed",
      "An instance name has 2 to 128 characters, begins with a letter and holds letters, digits and . _ - : only."),
  INVALID_HOST_NAME_MALFORMED(
      400,
      "InvalidHostName.Malformed",
      "A host name has 2 to 64 characters: letters, digits, - and . only, neither first nor last nor twice in a row."),
  INVALID_SYSTEM_DISK_CATEGORY_VALUE_NOT_SUPPORTED(
      400,
      "InvalidSystemDiskCategory.ValueNotSupported",
      "There is no system disk of category {0}."),
  INVALID_DATA_DISK_CATEGORY_VALUE_NOT_SUPPORTED(
      400, "InvalidDataDiskCategory.ValueNotSupported", "There is no data disk of category {0}."),
  INVALID_SYSTEM_DISK_SIZE_VALUE_NOT_SUPPORTED(
      400,
      "InvalidSystemDiskSize.ValueNotSupported",
      "A system disk of category {0} has {1} to {2} GiB."),
  INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED(
      400,
      "InvalidDataDiskSize.ValueNotSupported",
      "A data disk of category {0} has {1} to {2} GiB."),
  INVALID_DISK_DESCRIPTION_MALFORMED(
      400,
      "InvalidDiskDescription.Malformed",
      "A disk description has 2 to 256 characters and does not begin with http:// or https://."),
  INVALID_DATA_DEVICE_MALFORMED(
      400,
      "InvalidDataDevice.Malformed",
      "The device name {0} is not of the form /dev/xvdb to /dev/xvdz."),
  INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED_400(
      400,
      "InvalidInstanceChargeType.ValueNotSupported",
      "The charge type {0} is not offered here."),
  INVALID_OPERATION_DELETION_PROTECTION(
      403,
      "InvalidOperation.DeletionProtection",
      "The instance {0} is protected against deletion."),
  INVALID_INSTANCE_NOT_FOUND_SYSTEM_DISK(
      400, "InvalidInstance.NotFoundSystemDisk", "The instance {0} has no system disk."),
  HIBERNATION_CONFIGURED_INSTANCE_OPERATION_FORBIDDEN(
      403, "HibernationConfigured.InstanceOperationForbidden", "Hibernation is not offered here.");

  private final int status;
  private final String code;
  private final String template;

  ErrorCode(int status, String code, String template) {
    this.status = status;
    this.code = code;
    this.template = template;
  }

  /** The HTTP status, for example 403; here it is a number only. */
  public int status() {
    return status;
  }

  /** The code as clients see it, for example {@code InvalidDiskId.NotFound}. */
  public String code() {
    return code;
  }

  /** The message with places for arguments, {@code {0}} to {@code {9}}. */
  public String template() {
    return template;
  }

  /** The message with its arguments filled in, as {@link Wording} tells. */
  public String message(Object... arguments) {
    return Wording.fill(template, arguments);
  }
}
