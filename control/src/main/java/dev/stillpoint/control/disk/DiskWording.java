package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.SnapshotError;

/** Where a disk is asked for; the cloud's actions refuse the same mistake with different codes. */
@SuppressWarnings("ImmutableEnumChecker") // Every row of the catalogue is a constant itself.
public enum DiskWording {
  /** CreateDisk. */
  CREATE_DISK(
      DiskType.DATA,
      DiskError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
      DiskError.INVALID_DISK_CATEGORY_NOT_SUPPORTED,
      DiskError.INVALID_SIZE_VALUE_NOT_SUPPORTED,
      DiskError.INVALID_DESCRIPTION_MALFORMED_400,
      SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND,
      true),
  /** The system disk of RunInstances. */
  SYSTEM_DISK(
      DiskType.SYSTEM,
      InstanceError.INVALID_SYSTEM_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_SYSTEM_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_SYSTEM_DISK_SIZE_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_DISK_DESCRIPTION_MALFORMED,
      SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND_400,
      false),
  /** A data disk of RunInstances. */
  DATA_DISK(
      DiskType.DATA,
      InstanceError.INVALID_DATA_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_DATA_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED,
      InstanceError.INVALID_DISK_DESCRIPTION_MALFORMED,
      SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND_400,
      false);

  final DiskType type;
  final ErrorCode unknownCategory;
  final ErrorCode categoryNotOffered;
  final ErrorCode size;
  final ErrorCode description;
  final ErrorCode noSnapshot;

  /** A size below the snapshot's is raised to it, instead of refused. */
  final boolean raisesSize;

  DiskWording(
      DiskType type,
      ErrorCode unknownCategory,
      ErrorCode categoryNotOffered,
      ErrorCode size,
      ErrorCode description,
      ErrorCode noSnapshot,
      boolean raisesSize) {
    this.type = type;
    this.unknownCategory = unknownCategory;
    this.categoryNotOffered = categoryNotOffered;
    this.size = size;
    this.description = description;
    this.noSnapshot = noSnapshot;
    this.raisesSize = raisesSize;
  }
}
