package dev.stillpoint.control.fault;

/** Refusals that every action may raise. */
public enum SharedError implements ErrorCode {
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
  OPERATION_CONFLICT(403, "Operation.Conflict", "Another operation on {0} is running.");

  private final int status;
  private final String code;
  private final String template;

  SharedError(int status, String code, String template) {
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
