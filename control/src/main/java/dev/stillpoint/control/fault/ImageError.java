package dev.stillpoint.control.fault;

/** Refusals of the actions on images, and of instances because of their image. */
public enum ImageError implements ErrorCode {
  INCORRECT_IMAGE_STATUS(403, "IncorrectImageStatus", "The image {0} is being created."),
  INVALID_IMAGE_NAME_MALFORMED(
      400,
      "InvalidImageName.Malformed",
      "An image name has 2 to 128 characters, begins with a letter, not with aliyun or acs, and holds letters, digits and . _ - : only."),
  INVALID_IMAGE_NAME_DUPLICATED(
      400, "InvalidImageName.Duplicated", "The account has an image of the name {0}."),
  INVALID_IMAGE_FAMILY_MALFORMED(
      400,
      "InvalidImageFamily.Malformed",
      "An image family has 2 to 128 characters, begins with a letter and holds letters, digits and . _ - : only."),
  INVALID_SNAPSHOT_ID_NOT_SYSTEM_DISK_SNAPSHOT(
      403, "InvalidSnapshotId.NotSystemDiskSnapshot", "The snapshot {0} is of a data disk."),
  INVALID_DEVICE_IN_USE_400(
      400, "InvalidDevice.InUse", "The device name {0} is given more than once."),
  IMAGE_IN_USE(403, "ImageInUse", "An instance has the image {0}; Force deletes it all the same.");

  private final int status;
  private final String code;
  private final String template;

  ImageError(int status, String code, String template) {
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
