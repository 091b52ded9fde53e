package dev.stillpoint.control.fault;

/** Refusals of permission, and of the actions on users, groups, roles, policies and sessions. */
public enum AccessError implements ErrorCode {
  FORBIDDEN_RAM(403, "Forbidden.RAM", "The caller may not do {0} on {1}."),
  NO_PERMISSION(403, "NoPermission", "The caller may not do {0} on {1}."),

  INVALID_USER_NAME_CHARS(
      400,
      "InvalidParameter.UserName.InvalidChars",
      "A user name holds letters, digits, periods, underscores and hyphens."),
  INVALID_USER_NAME_LENGTH(
      400, "InvalidParameter.UserName.Length", "A user name has 1 to 64 characters."),
  INVALID_NEW_USER_NAME_CHARS(
      400,
      "InvalidParameter.NewUserName.InvalidChars",
      "A user name holds letters, digits, periods, underscores and hyphens."),
  INVALID_NEW_USER_NAME_LENGTH(
      400, "InvalidParameter.NewUserName.Length", "A user name has 1 to 64 characters."),
  INVALID_DISPLAY_NAME_LENGTH(
      400,
      "InvalidParameter.DisplayName.Length",
      "A DisplayName has at most 128 characters, that of a resource group 1 to 50."),
  INVALID_EMAIL_FORMAT(
      400, "InvalidParameter.Email.Format", "{0} is no address of electronic mail."),
  INVALID_MOBILE_PHONE_FORMAT(
      400, "InvalidParameter.MobilePhone.Format", "{0} is no telephone number."),
  INVALID_COMMENTS_LENGTH(
      400, "InvalidParameter.Comments.Length", "Comments have at most 128 characters."),
  INVALID_GROUP_NAME_CHARS(
      400,
      "InvalidParameter.GroupName.InvalidChars",
      "A group name holds letters, digits, periods, underscores and hyphens."),
  INVALID_GROUP_NAME_LENGTH(
      400, "InvalidParameter.GroupName.Length", "A group name has 1 to 64 characters."),
  INVALID_NEW_GROUP_NAME_CHARS(
      400,
      "InvalidParameter.NewGroupName.InvalidChars",
      "A group name holds letters, digits, periods, underscores and hyphens."),
  INVALID_NEW_GROUP_NAME_LENGTH(
      400, "InvalidParameter.NewGroupName.Length", "A group name has 1 to 64 characters."),
  INVALID_ROLE_NAME_CHARS(
      400,
      "InvalidParameter.RoleName.InvalidChars",
      "A role name holds letters, digits, periods, underscores and hyphens."),
  INVALID_ROLE_NAME_LENGTH(
      400, "InvalidParameter.RoleName.Length", "A role name has 1 to 64 characters."),
  INVALID_POLICY_NAME_CHARS(
      400,
      "InvalidParameter.PolicyName.InvalidChars",
      "A policy name holds letters, digits and hyphens."),
  INVALID_POLICY_NAME_LENGTH(
      400, "InvalidParameter.PolicyName.Length", "A policy name has 1 to 128 characters."),
  INVALID_POLICY_TYPE(
      400, "InvalidParameter.PolicyType", "The parameter PolicyType must be System or Custom."),
  INVALID_POLICY_DOCUMENT_LENGTH(
      400,
      "InvalidParameter.PolicyDocument.Length",
      "A policy document has at most {0} characters."),
  INVALID_TRUST_POLICY_LENGTH(
      400,
      "InvalidParameter.AssumeRolePolicyDocument.Length",
      "A trust policy has at most {0} characters."),
  INVALID_DESCRIPTION_LENGTH(
      400, "InvalidParameter.Description.Length", "A description has at most 1024 characters."),
  INVALID_VERSION_ID_FORMAT(
      400, "InvalidParameter.VersionId.Format", "{0} is no version, such as v1."),
  INVALID_ROTATE_STRATEGY(
      400,
      "InvalidParameter.RotateStrategy",
      "The parameter RotateStrategy must be None or DeleteOldestNonDefaultVersionWhenLimitExceeded."),
  INVALID_MAX_SESSION_DURATION(
      400,
      "InvalidParameter.MaxSessionDuration",
      "The longest session of a role is {0} to {1} seconds."),
  INVALID_KEY_STATUS(
      400, "InvalidParameter.Status", "The parameter Status must be Active or Inactive."),
  INVALID_MARKER(400, "InvalidParameter.Marker", "The Marker was not made by this action."),
  INVALID_MAX_ITEMS(400, "InvalidParameter.MaxItems", "The parameter MaxItems is 1 to {0}."),
  MALFORMED_POLICY_DOCUMENT(400, "MalformedPolicyDocument", "{0}"),
  INVALID_ROLE_ARN(
      400,
      "InvalidParameter.RoleArn",
      "The parameter RoleArn is of the form acs:ram::ACCOUNT:role/NAME."),
  INVALID_ROLE_SESSION_NAME(
      400,
      "InvalidParameter.RoleSessionName",
      "A session name has 2 to 64 letters, digits and characters of .@-_."),
  INVALID_DURATION_SECONDS(
      400, "InvalidParameter.DurationSeconds", "This role's sessions last {0} to {1} seconds."),
  INVALID_EXTERNAL_ID(
      400,
      "InvalidParameter.ExternalId",
      "An external ID has 2 to 1224 letters, digits and characters of =,.@:/-_."),
  INVALID_SESSION_POLICY_SIZE(
      400, "InvalidParameter.PolicySize", "A session's policy has at most {0} characters."),
  INVALID_SESSION_POLICY_GRAMMAR(400, "InvalidParameter.PolicyGrammar", "{0}"),

  ENTITY_NOT_EXIST_USER(404, "EntityNotExist.User", "The account has no user {0}."),
  ENTITY_NOT_EXIST_ACCESS_KEY(
      404, "EntityNotExist.User.AccessKey", "The user has no access key {0}."),
  ENTITY_NOT_EXIST_USER_POLICY(
      404, "EntityNotExist.User.Policy", "The policy {0} is not attached to the user."),
  ENTITY_NOT_EXIST_USER_GROUP(
      404, "EntityNotExist.User.Group", "The user {0} is not in the group {1}."),
  ENTITY_NOT_EXIST_GROUP(404, "EntityNotExist.Group", "The account has no group {0}."),
  ENTITY_NOT_EXIST_GROUP_POLICY(
      404, "EntityNotExist.Group.Policy", "The policy {0} is not attached to the group."),
  ENTITY_NOT_EXIST_ROLE(404, "EntityNotExist.Role", "The account has no role {0}."),
  ENTITY_NOT_EXIST_ROLE_POLICY(
      404, "EntityNotExist.Role.Policy", "The policy {0} is not attached to the role."),
  ENTITY_NOT_EXIST_POLICY(404, "EntityNotExist.Policy", "There is no policy {0}."),
  ENTITY_NOT_EXIST_POLICY_VERSION(
      404, "EntityNotExist.Policy.Version", "The policy has no version {0}."),

  ENTITY_ALREADY_EXISTS_USER(
      409, "EntityAlreadyExists.User", "The account has a user {0} already."),
  ENTITY_ALREADY_EXISTS_USER_POLICY(
      409, "EntityAlreadyExists.User.Policy", "The policy {0} is attached to the user already."),
  ENTITY_ALREADY_EXISTS_USER_GROUP(
      409, "EntityAlreadyExists.User.Group", "The user {0} is in the group {1} already."),
  ENTITY_ALREADY_EXISTS_GROUP(
      409, "EntityAlreadyExists.Group", "The account has a group {0} already."),
  ENTITY_ALREADY_EXISTS_GROUP_POLICY(
      409, "EntityAlreadyExists.Group.Policy", "The policy {0} is attached to the group already."),
  ENTITY_ALREADY_EXISTS_ROLE(
      409, "EntityAlreadyExists.Role", "The account has a role {0} already."),
  ENTITY_ALREADY_EXISTS_ROLE_POLICY(
      409, "EntityAlreadyExists.Role.Policy", "The policy {0} is attached to the role already."),
  ENTITY_ALREADY_EXISTS_POLICY(
      409, "EntityAlreadyExists.Policy", "The account has a policy {0} already."),

  DELETE_CONFLICT_USER_GROUP(
      409, "DeleteConflict.User.Group", "The user {0} is in a group; remove it from there first."),
  DELETE_CONFLICT_USER_ACCESS_KEY(
      409, "DeleteConflict.User.AccessKey", "The user {0} has an access key; delete it first."),
  DELETE_CONFLICT_USER_POLICY(
      409, "DeleteConflict.User.Policy", "The user {0} has a policy; detach it first."),
  DELETE_CONFLICT_GROUP_USER(
      409, "DeleteConflict.Group.User", "The group {0} has a user; remove it first."),
  DELETE_CONFLICT_GROUP_POLICY(
      409, "DeleteConflict.Group.Policy", "The group {0} has a policy; detach it first."),
  DELETE_CONFLICT_ROLE_POLICY(
      409, "DeleteConflict.Role.Policy", "The role {0} has a policy; detach it first."),
  DELETE_CONFLICT_POLICY_USER(
      409, "DeleteConflict.Policy.User", "The policy {0} is attached to a user."),
  DELETE_CONFLICT_POLICY_GROUP(
      409, "DeleteConflict.Policy.Group", "The policy {0} is attached to a group."),
  DELETE_CONFLICT_POLICY_ROLE(
      409, "DeleteConflict.Policy.Role", "The policy {0} is attached to a role."),
  DELETE_CONFLICT_POLICY_VERSION(
      409,
      "DeleteConflict.Policy.Version",
      "The policy {0} has versions besides its default; delete them first."),
  DELETE_CONFLICT_POLICY_VERSION_DEFAULT(
      409, "DeleteConflict.Policy.Version.Default", "The version {0} is the policy's default."),

  LIMIT_EXCEEDED_USER(409, "LimitExceeded.User", "An account has at most {0} users."),
  LIMIT_EXCEEDED_ACCESS_KEY(
      409, "LimitExceeded.User.AccessKey", "A user has at most {0} access keys."),
  LIMIT_EXCEEDED_USER_GROUP(409, "LimitExceeded.User.Group", "A user is in at most {0} groups."),
  LIMIT_EXCEEDED_USER_POLICY(
      409, "LimitExceeded.User.Policy", "A user has at most {0} policies of that type."),
  LIMIT_EXCEEDED_GROUP(409, "LimitExceeded.Group", "An account has at most {0} groups."),
  LIMIT_EXCEEDED_GROUP_POLICY(
      409, "LimitExceeded.Group.Policy", "A group has at most {0} policies of that type."),
  LIMIT_EXCEEDED_ROLE(409, "LimitExceeded.Role", "An account has at most {0} roles."),
  LIMIT_EXCEEDED_ROLE_POLICY(
      409, "LimitExceeded.Role.Policy", "A role has at most {0} policies of that type."),
  LIMIT_EXCEEDED_POLICY(409, "LimitExceeded.Policy", "An account has at most {0} policies."),
  LIMIT_EXCEEDED_POLICY_VERSION(
      409, "LimitExceeded.Policy.Version", "A policy has at most {0} versions.");

  private final int status;
  private final String code;
  private final String template;

  AccessError(int status, String code, String template) {
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
