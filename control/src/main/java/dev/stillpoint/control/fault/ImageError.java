package dev.stillpoint.control.fault;

/** Refusals of the actions on images, and of instances because of their image. */
public enum ImageError implements ErrorCode {
  INVALID_IMAGE_ID_NOT_READY(403, "InvalidImageId.NotReady", "The image {0} is being created.");

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
