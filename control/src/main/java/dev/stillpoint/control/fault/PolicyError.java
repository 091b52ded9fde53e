package dev.stillpoint.control.fault;

/** Refusals of the actions on auto snapshot policies. */
public enum PolicyError implements ErrorCode {
  PARAMETER_INVALID(403, "ParameterInvalid", "The value of the parameter {0} is not valid."),
  PARAMETER_INVALID_404(404, "ParameterInvalid", "The policy that {0} names does not exist."),
  INVALID_SNAPSHOT_POLICY_NAME_MALFORMED(
      400,
      "InvalidSnapshotPolicyName.Malformed",
      "A policy name has 2 to 128 characters, begins with a letter and holds letters, digits and . _ - : only."),
  AUTO_SNAPSHOT_POLICY_QUOTA_EXCEED(
      403, "AutoSnapshotPolicy.QuotaExceed", "An account has at most {0} policies."),
  QUOTA_EXCEED_APPLIED_AUTO_SNAPSHOT_POLICY_QUOTA(
      403,
      "QuotaExceed.AppliedAutoSnapshotPolicyQuota",
      "Disk {0} has {1} policies, the most that it may have."),
  ABS_INVALID_ACTION_REGION_NOT_SUPPORT(
      403, "Abs.InvalidAction.RegionNotSupport", "There is no other region to copy snapshots to."),
  INVALID_PARAMETER_TARGET_COPY_REGIONS(
      403, "InvalidParameter.TargetCopyRegions", "There is no other region to copy snapshots to."),
  INVALID_PARAMETER_COPIED_SNAPSHOTS_RETENTION_DAYS(
      403,
      "InvalidParameter.CopiedSnapshotsRetentionDays",
      "The number of days for copies is -1, or 1 to {0}."),
  INVALID_AUTO_SNAPSHOT_POLICY_ID_NOT_FOUND(
      404, "InvalidAutoSnapshotPolicyId.NotFound", "There is no policy {0}."),
  INVALID_AUTO_SNAPSHOT_POLICY_ID_NOT_FOUND_400(
      400, "InvalidAutoSnapshotPolicyId.NotFound", "There is no policy {0}."),
  PARTOF_DISK_CATEGORY_OPERATION_NOT_SUPPORTED(
      400,
      "PartofDiskCategory.OperationNotSupported",
      "Disk {0} is of category {1}, which does not support this operation."),
  OPERATION_DENIED_TOO_MANY_AUTO_SNAPSHOT_POLICIES(
      403,
      "OperationDenied.TooManyAutoSnapshotPolicies",
      "Disk {0} has several policies; name the one that is to be taken from it."),
  MISSING_PARAMETER_AUTO_SNAPSHOT_POLICY_ID_OR_DISK_ID(
      403,
      "MissingParameter.AutoSnapshotPolicyIdOrDiskId",
      "Name a policy with AutoSnapshotPolicyId or a disk with DiskId."),
  PARAMETER_CONFLICT_AUTO_SNAPSHOT_POLICY_ID_AND_DISK_ID(
      403,
      "ParameterConflict.AutoSnapshotPolicyIdAndDiskId",
      "AutoSnapshotPolicyId and DiskId exclude each other.");

  private final int status;
  private final String code;
  private final String template;

  PolicyError(int status, String code, String template) {
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
