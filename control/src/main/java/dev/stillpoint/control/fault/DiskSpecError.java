package dev.stillpoint.control.fault;

/** Refusals of ModifyDiskSpec, and of disks of the categories that are none of a zone's own. */
public enum DiskSpecError implements ErrorCode {
  INVALID_PERFORMANCE_LEVEL_PARAM_MISMATCH(
      400,
      "InvalidPerformanceLevelParam.Mismatch",
      "The performance level {0} goes with category cloud_essd only."),
  INVALID_STATUS_DISK_NOT_READY(
      403, "InvalidStatus.DiskNotReady", "Disk {0} is on its way to another category or level."),
  INVALID_DISK_DETACHED_SYSTEM_DISK_403(
      403, "InvalidDisk.DetachedSystemDisk", "The system disk {0} is not attached."),
  INVALID_OPERATION_INSTANCE_STATUS_UNSUPPORTED(
      400,
      "InvalidOperation.InstanceStatusUnsupported",
      "The instance {0} is neither Running nor Stopped."),
  OPERATION_DENIED_DISK_EXPANSION_UNFINISHED(
      403,
      "OperationDenied.DiskExpansionUnfinished",
      "Disk {0} was resized; restart its instance first."),
  INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED_403(
      403,
      "InvalidDiskCategory.ValueNotSupported",
      "Disk {0} is of category {1}, which does not become another one."),
  NO_CHANGE_IN_DISK_CATEGORY_AND_PERFORMANCE_LEVEL(
      403,
      "NoChangeInDiskCategoryAndPerformanceLevel",
      "Disk {0} has this category, level and provisioned performance already."),
  DOWNGRADE_NOT_SUPPORTED(
      403, "Downgrade.NotSupported", "A disk of category {0} does not become one of {1}."),
  INVALID_PERFORMANCE_LEVEL_TOO_LOW(
      403, "InvalidPerformanceLevel.TooLow", "The disk has level {0} already; it only rises."),
  OPERATION_DENIED_PERFORMANCE_LEVEL_NOT_MATCH(
      403, "OperationDenied.PerformanceLevelNotMatch", "The level {0} needs at least {1} GiB."),
  MISSING_PARAMETER_DESTINATION_ZONE_ID(
      400,
      "MissingParameter.DestinationZoneId",
      "A regional disk that becomes a zonal one needs DestinationZoneId."),
  INVALID_DESTINATION_ZONE_ID_MISMATCH(
      400,
      "InvalidDestinationZoneId.Mismatch",
      "The zone {0} is not the one of the disk's instance."),
  INVALID_DESTINATION_ZONE_ID_DISK_CATEGORY_UNSUPPORTED(
      400,
      "InvalidDestinationZoneId.DiskCategoryUnsupported",
      "DestinationZoneId goes with a regional disk that becomes a zonal one; disk {0} does not."),
  INVALID_PERFORMANCE_PARAMETER_DISK_NOT_IN_DEDICATED_STORAGE_CLUSTER(
      403,
      "InvalidPerformanceParameter.DiskNotInDedicatedStorageCluster",
      "PerformanceControlOptions go with disks of a dedicated cluster only."),
  BURSTING_ENABLED_FOR_MODIFYING_DISK_UNSUPPORTED(
      400,
      "BurstingEnabledForModifyingDiskUnsupported",
      "Disk {0} is on its way to another category or level."),
  INVALID_ZONE_ID_DISK_CATEGORY_UNSUPPORTED(
      400,
      "InvalidZoneId.DiskCategoryUnsupported",
      "A disk of category {0} belongs to the region; ZoneId does not go with it."),
  INVALID_OPERATION_CREATE_FROM_SNAPSHOT_UNSUPPORTED(
      403,
      "InvalidOperation.CreateFromSnapshotUnsupported",
      "A disk of category {0} is not made from a snapshot.");

  private final int status;
  private final String code;
  private final String template;

  DiskSpecError(int status, String code, String template) {
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
