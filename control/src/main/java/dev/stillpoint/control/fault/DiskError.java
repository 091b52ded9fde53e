package dev.stillpoint.control.fault;

/** Refusals of the actions on disks. */
public enum DiskError implements ErrorCode {
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
      403,
      "InvalidParameter.EncryptedNotSupported",
      "The snapshot {0} is plain, and an encrypted disk is not made from a plain snapshot."),
  INVALID_PARAMETER_MULTI_ATTACH(
      403, "InvalidParameter.MultiAttach", "There is no multi-attach mode {0}."),
  INVALID_PARAM_ZONE_ID_AND_INSTANCE_ID_CONFLICT(
      403,
      "InvalidParam.ZoneIdAndInstanceId.Conflict",
      "ZoneId and InstanceId exclude each other."),
  INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED(
      403,
      "InvalidInstanceChargeType.ValueNotSupported",
      "Only a subscription instance has disks that are paid in advance; {0} is none."),
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
      403, "IncorrectDiskStatus.HasUnfinishedSnapshot", "A snapshot of disk {0} is being created.");

  private final int status;
  private final String code;
  private final String template;

  DiskError(int status, String code, String template) {
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
