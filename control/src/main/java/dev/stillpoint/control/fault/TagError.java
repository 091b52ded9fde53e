package dev.stillpoint.control.fault;

/** Refusals of the actions on tags. Absent parts are 404 there, as the pages have it. */
public enum TagError implements ErrorCode {
  MISSING_PARAMETER_REGION_ID(
      404, "MissingParameter.RegionId", "The parameter RegionId is required and was not given."),
  MISSING_PARAMETER_RESOURCE_TYPE(
      404,
      "MissingParameter.ResourceType",
      "The parameter ResourceType is required and was not given."),
  MISSING_PARAMETER_RESOURCE_IDS(
      404,
      "MissingParameter.ResourceIds",
      "At least one ResourceId.N is required and none was given."),
  MISSING_PARAMETER_TAGS(
      404, "MissingParameter.Tags", "At least one tag is required and none was given."),
  NUMBER_EXCEED_RESOURCE_IDS(
      400, "NumberExceed.ResourceIds", "A call names at most {0} resources; {1} are given."),
  NUMBER_EXCEED_TAGS(400, "NumberExceed.Tags", "A call names at most {0} tags; {1} are given."),
  NUMBER_EXCEED_TAG_VALUES(
      403, "NumberExceed.TagValues", "A filter has at most {0} values; {1} are given."),
  TAG_KEY_DUPLICATION(
      403, "TagKey.Duplication", "The tag key {0} is given more than once, in different case."),
  NO_PERMISSION_TAG(403, "NoPermission.Tag", "The tag {0} belongs to the server and stays."),
  INVALID_RESOURCE_TYPE_NOT_FOUND(
      404, "InvalidResourceType.NotFound", "There is no resource type {0}."),
  INVALID_RESOURCE_ID_NOT_FOUND(404, "InvalidResourceId.NotFound", "There is no {0} {1}."),
  BOTH_EMPTY_TAGS_AND_RESOURCES(
      403,
      "BothEmpty.TagsAndResources",
      "At least one of ResourceId.N, Tag.N and TagFilter.N is required."),
  INVALID_PARAMETER_TAG_VALUE(
      400, "InvalidParameter.TagValue", "A Tag.N.Value is given without its Tag.N.Key."),
  INVALID_TAG_FILTER_MALFORMED(
      403, "InvalidTagFilter.Malformed", "There are at most {0} TagFilter.N, each with a TagKey."),
  INVALID_DEFAULT_RESOURCE_GROUP_NOT_SUPPORTED(
      400,
      "InvalidDefaultResourceGroup.NotSupported",
      "A query by resource group names one that is not the default group.");

  private final int status;
  private final String code;
  private final String template;

  TagError(int status, String code, String template) {
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
