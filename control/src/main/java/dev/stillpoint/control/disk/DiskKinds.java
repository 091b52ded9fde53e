package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.DiskCategory;

/** What a disk can do by its category, type and size. */
final class DiskKinds {
  private static final int BURSTING_GIB_MIN = 4;

  private DiskKinds() {}

  /** The category of a disk that exists. */
  static DiskCategory category(DiskRow disk) {
    return DiskCategory.of(disk.category()).orElseThrow();
  }

  /** True when several instances may hold it. */
  static boolean multiAttach(DiskRow disk) {
    return disk.multiAttach().equals("Enabled");
  }

  /**
   * Refuses a size that a disk of this category, level and type cannot have.
   *
   * @throws Refusal InvalidSystemDiskSize.ValueNotSupported, InvalidDataDiskSize.ValueNotSupported
   */
  static void checkSize(DiskRow disk, int gib) throws Refusal {
    DiskCategory category = category(disk);
    boolean system = disk.type() == DiskType.SYSTEM;
    int min = category.gibMin(disk.performanceLevel());
    int max = system ? category.systemGibMax() : category.gibMax();
    if (gib < min || gib > max) {
      ErrorCode code =
          system
              ? InstanceError.INVALID_SYSTEM_DISK_SIZE_VALUE_NOT_SUPPORTED
              : InstanceError.INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED;
      throw new Refusal(code, category.wire(), min, max);
    }
  }

  /**
   * Refuses to switch bursting where there is none.
   *
   * @throws Refusal BurstingEnabledForDiskCategoryUnsupported,
   *     BurstingEnabledForMultiAttachDiskUnsupported, InvalidBurstingEnabled.DiskSizeTooSmall
   */
  static void checkBursting(DiskRow disk, boolean wanted) throws Refusal {
    if (category(disk) != DiskCategory.CLOUD_AUTO) {
      if (wanted) {
        throw new Refusal(DiskError.BURSTING_ENABLED_FOR_DISK_CATEGORY_UNSUPPORTED);
      }
      return;
    }
    if (wanted && multiAttach(disk)) {
      throw new Refusal(DiskChangeError.BURSTING_ENABLED_FOR_MULTI_ATTACH_DISK_UNSUPPORTED);
    }
    if (wanted && disk.sizeGib() < BURSTING_GIB_MIN) {
      throw new Refusal(DiskError.INVALID_BURSTING_ENABLED_DISK_SIZE_TOO_SMALL);
    }
  }
}
