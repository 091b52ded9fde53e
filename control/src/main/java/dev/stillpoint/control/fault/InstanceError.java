package dev.stillpoint.control.fault;

/** Refusals of the actions on instances. */
public enum InstanceError implements ErrorCode {
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
  INVALID_USER_DATA_SIZE_EXCEEDED(
      400, "InvalidUserData.SizeExceeded", "User data has at most {0} bytes."),
  INVALID_USER_DATA_BASE64_FORMAT_INVALID(
      400, "InvalidUserData.Base64FormatInvalid", "User data is sent as base64."),
  INVALID_LAUNCH_TEMPLATE_NOT_FOUND(
      404, "InvalidLaunchTemplate.NotFound", "There is no launch template {0}."),
  INVALID_SYSTEM_DISK_SIZE_LESS_THAN_IMAGE_SIZE(
      404,
      "InvalidSystemDiskSize.LessThanImageSize",
      "The system disk of the image {0} has {1} GiB at least."),
  INVALID_PARAMETER_TOO_MANY_INSTANCE_IDS(
      403,
      "InvalidParameter.TooManyInstanceIds",
      "A call names at most {0} instances; {1} are given."),
  ABS_INVALID_INSTANCE_IDS_MALFORMED(
      403, "Abs.InvalidInstanceIds.MalFormed", "{0} is not the identifier of an instance."),
  INVALID_INTERNET_CHARGE_TYPE_VALUE_NOT_SUPPORTED(
      404, "InvalidInternetChargeType.ValueNotSupported", "There is no charge type {0}."),
  INVALID_INSTANCE_CHARGE_TYPE_NOT_FOUND(
      404, "InvalidInstanceChargeType.NotFound", "There is no charge type {0}."),
  INVALID_NETWORK_TYPE_NOT_FOUND(
      404, "InvalidNetworkType.NotFound", "There is no network type {0}."),
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

  InstanceError(int status, String code, String template) {
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
