package dev.stillpoint.control.fault;

/** Refusals about disks that several instances, or instances of several zones, may hold. */
public enum SharingError implements ErrorCode {
  DISK_ATTACHED_NUMBER_EXCEEDED(
      403,
      "DiskAttachedNumberExceeded",
      "Disk {0} is attached to {1} instances, the most that it may be."),
  CAN_NOT_ATTACH_MULTI_ATTACH_DISK_AS_SYSTEM_DISK(
      403,
      "InvalidOperation.CanNotAttachMultiAttachDiskAsSystemDisk",
      "Disk {0} may be attached to several instances; none begins on it."),
  FORCE_MULTI_ATTACH_DISK_NOT_SUPPORTED(
      400,
      "InvalidParameterForce.MultiAttachDiskNotSupported",
      "Disk {0} may be attached to several instances; Force does not go with it."),
  MULTI_ATTACH_AND_INSTANCE_ID_CONFLICT(
      403,
      "InvalidParameter.MultiAttachAndInstanceIdConflict",
      "A disk for several instances is created for none."),
  DISK_CATEGORY_AND_MULTI_ATTACH_NOT_MATCH(
      403,
      "InvalidParameter.DiskCategoryAndMultiAttachNotMatch",
      "A disk for several instances is of category cloud_essd, not {0}."),
  INVALID_INSTANCE_ZONE_CONFLICT(
      403,
      "InvalidInstance.ZoneConflict",
      "Disk {0} is attached in the same zone; Force takes it from another zone only.");

  private final int status;
  private final String code;
  private final String template;

  SharingError(int status, String code, String template) {
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
