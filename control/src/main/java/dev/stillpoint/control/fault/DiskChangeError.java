package dev.stillpoint.control.fault;

/** Refusals of the actions that change a disk in place. */
public enum DiskChangeError implements ErrorCode {
  // ModifyDiskAttribute
  MISSING_PARAMETER_DISK_ID_OR_DISK_IDS(
      400, "MissingParameter.DiskIdOrDiskIds", "Name a disk with DiskId, or disks with DiskIds.N."),
  PARAMETER_CONFLICT_DISK_ID_AND_DISK_IDS(
      400, "ParameterConflict.DiskIdAndDiskIds", "DiskId and DiskIds.N exclude each other."),
  NO_ATTRIBUTE_TO_MODIFY(400, "NoAttributeToModify", "The request names nothing to change."),
  BURSTING_ENABLED_FOR_MULTI_ATTACH_DISK_UNSUPPORTED(
      400,
      "BurstingEnabledForMultiAttachDiskUnsupported",
      "A disk for several instances does not burst."),
  DELETE_WITH_INSTANCE_CONFLICT(
      403,
      "DeleteWithInstance.Conflict",
      "Disk {0} may be attached to several instances and goes with none of them."),

  // ResizeDisk
  INVALID_PARAM_TYPE(400, "InvalidParam.Type", "A disk is resized offline or online, not {0}."),
  INVALID_DISK_SIZE_TOO_SMALL(
      403, "InvalidDiskSize.TooSmall", "Disk {0} has {1} GiB already; it can only grow."),
  INVALID_DISK_SIZE(403, "InvalidDiskSize", "Disk {0} has {1} GiB already."),
  INVALID_DISK_DETACHED_SYSTEM_DISK(
      400, "InvalidDisk.DetachedSystemDisk", "The system disk {0} is not attached."),
  INVALID_INSTANCE_STATUS_NOT_RUNNING(
      403,
      "InvalidInstanceStatus.NotRunning",
      "Disk {0} is resized online only while its instance runs."),
  INVALID_DISK_CATEGORY_NOT_SUPPORTED_403(
      403,
      "InvalidDiskCategory.NotSupported",
      "Disk {0} is of category {1}, which does not support this operation."),
  INVALID_OPERATION_MULTI_ATTACH_DISK_NOT_SUPPORT_RESIZE_ONLINE(
      403,
      "InvalidOperation.MultiAttachDiskNotSupportResizeOnline",
      "Disk {0} may be attached to several instances; it is resized offline only."),

  // ResetDisk, ReInitDisk
  DISK_NOT_FOUND(404, "Disk.NotFound", "The disk that snapshot {0} was made of is gone."),
  INVALID_SOURCE_SNAPSHOT(
      403, "InvalidSourceSnapshot", "The snapshot {0} that the disk was made from is gone."),
  INVALID_PASSWORD_MALFORMED(
      400,
      "InvalidPassword.Malformed",
      "A password has 8 to 30 characters of at least three kinds: capitals, small letters, digits and others.");

  private final int status;
  private final String code;
  private final String template;

  DiskChangeError(int status, String code, String template) {
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
