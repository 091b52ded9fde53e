package dev.stillpoint.control.fault;

/** Refusals of the actions on resource groups. */
public enum ResourceGroupError implements ErrorCode {
  MISSING_PARAMETER_403(
      403, "MissingParameter", "The parameter {0} is required and was not given."),
  INVALID_RESOURCE_GROUP_DUPLICATE(
      403, "InvalidResourceGroup.Duplicate", "The resource is in the resource group {0} already."),
  MISSING_PARAMETER_NAME(
      400, "MissingParameter.Name", "The parameter Name is required and was not given."),
  MISSING_PARAMETER_DISPLAY_NAME(
      400,
      "MissingParameter.DisplayName",
      "The parameter DisplayName is required and was not given."),
  MISSING_PARAMETER_NEW_DISPLAY_NAME(
      400,
      "MissingParameter.NewDisplayName",
      "The parameter NewDisplayName is required and was not given."),
  MISSING_PARAMETER_RESOURCE_GROUP_ID(
      400,
      "MissingParameter.ResourceGroupId",
      "The parameter ResourceGroupId is required and was not given."),
  INVALID_PARAMETER_NAME_LENGTH(
      400, "InvalidParameter.Name.Length", "A Name has 2 to 50 characters."),
  INVALID_PARAMETER_NAME_INVALID_CHARS(
      400,
      "InvalidParameter.Name.InvalidChars",
      "A Name begins with a letter and holds letters, digits and hyphens only."),
  ENTITY_ALREADY_EXISTS_RESOURCE_GROUP(
      409,
      "EntityAlreadyExists.ResourceGroup",
      "The account has a resource group of the name {0}."),
  ENTITY_NOT_EXIST_RESOURCE_GROUP(
      404, "EntityNotExist.ResourceGroup", "The account has no resource group {0}."),
  LIMIT_EXCEEDED_RESOURCE_GROUP(
      409, "LimitExceeded.ResourceGroup", "An account has at most {0} resource groups."),
  DELETE_CONFLICT_RESOURCE_GROUP_RESOURCE(
      409,
      "DeleteConflict.ResourceGroup.Resource",
      "The resource group {0} still holds something."),
  INVALID_OPERATION_DEFAULT_RESOURCE_GROUP(
      409, "InvalidOperation.DefaultResourceGroup", "The default resource group stays as it is.");

  private final int status;
  private final String code;
  private final String template;

  ResourceGroupError(int status, String code, String template) {
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
