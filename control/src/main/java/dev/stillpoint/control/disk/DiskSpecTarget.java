package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.DiskPerformance;
import java.util.List;

/**
 * What a disk is to become: what was asked for, and for the rest what it is.
 *
 * @param level empty unless cloud_essd
 * @param provisionedIops 0 unless cloud_auto
 * @param zoneId empty for a regional disk
 */
record DiskSpecTarget(DiskCategory category, String level, long provisionedIops, String zoneId) {
  /** From the slowest to the fastest; those of one line replace each other. */
  private static final List<List<DiskCategory>> RANKS =
      List.of(
          List.of(DiskCategory.CLOUD_EFFICIENCY),
          List.of(DiskCategory.CLOUD_ESSD_ENTRY),
          List.of(DiskCategory.CLOUD_SSD),
          List.of(
              DiskCategory.CLOUD_ESSD,
              DiskCategory.CLOUD_AUTO,
              DiskCategory.CLOUD_REGIONAL_DISK_AUTO));

  static DiskSpecTarget of(DiskRow disk, DiskSpecForm form) throws Refusal {
    DiskCategory now = DiskKinds.category(disk);
    DiskCategory category = form.category() == null ? now : form.category();
    if (!form.level().isEmpty() && category != DiskCategory.CLOUD_ESSD) {
      throw new Refusal(DiskSpecError.INVALID_PERFORMANCE_LEVEL_PARAM_MISMATCH, form.level());
    }
    if (form.provisionedIops() != null && category != DiskCategory.CLOUD_AUTO) {
      throw new Refusal(DiskError.PROVISIONED_IOPS_FOR_DISK_CATEGORY_UNSUPPORTED);
    }
    String level = form.level().isEmpty() ? disk.performanceLevel() : form.level();
    boolean auto = category == DiskCategory.CLOUD_AUTO;
    long kept = auto && now == category ? disk.provisionedIops() : 0;
    return new DiskSpecTarget(
        category,
        category == DiskCategory.CLOUD_ESSD ? category.levelOrDefault(level) : "",
        form.provisionedIops() == null ? kept : form.provisionedIops(),
        form.zoneId().isEmpty() ? disk.zoneId() : form.zoneId());
  }

  /**
   * Refuses what the disk cannot become.
   *
   * @param holderZone the zone of the instance that holds it; null when it hangs off nothing
   */
  void check(DiskRow disk, String holderZone, Geography geography) throws Refusal {
    DiskCategory now = DiskKinds.category(disk);
    if (rank(now) < 0) {
      throw new Refusal(
          DiskSpecError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED_403,
          disk.diskId(),
          disk.category());
    }
    checkZone(disk, now, holderZone, geography);
    boolean same =
        category == now
            && level.equals(disk.performanceLevel())
            && provisionedIops == disk.provisionedIops();
    if (same) {
      throw new Refusal(
          DiskSpecError.NO_CHANGE_IN_DISK_CATEGORY_AND_PERFORMANCE_LEVEL, disk.diskId());
    }
    if (rank(category) < rank(now)) {
      throw new Refusal(DiskSpecError.DOWNGRADE_NOT_SUPPORTED, disk.category(), category.wire());
    }
    if (category == now && level.compareTo(disk.performanceLevel()) < 0) {
      throw new Refusal(DiskSpecError.INVALID_PERFORMANCE_LEVEL_TOO_LOW, disk.performanceLevel());
    }
    checkFits(disk);
  }

  private void checkFits(DiskRow disk) throws Refusal {
    int gib = disk.sizeGib();
    if (category == DiskCategory.CLOUD_ESSD && gib < category.gibMin(level)) {
      throw new Refusal(
          DiskSpecError.OPERATION_DENIED_PERFORMANCE_LEVEL_NOT_MATCH,
          level,
          category.gibMin(level));
    }
    if (gib < category.gibMin(level) || gib > category.gibMax()) {
      throw new Refusal(
          DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403, disk.diskId(), category.wire());
    }
    long most = DiskPerformance.provisionedIopsMax(gib);
    if (provisionedIops < 0 || provisionedIops > most) {
      throw new Refusal(DiskError.INVALID_PROVISIONED_IOPS_LIMIT_EXCEED, most);
    }
  }

  private void checkZone(DiskRow disk, DiskCategory now, String holderZone, Geography geography)
      throws Refusal {
    boolean leavesRegion = now.regional() && !category.regional();
    if (leavesRegion && zoneId.isEmpty()) {
      throw new Refusal(DiskSpecError.MISSING_PARAMETER_DESTINATION_ZONE_ID);
    }
    if (!leavesRegion && !zoneId.equals(disk.zoneId())) {
      throw new Refusal(
          DiskSpecError.INVALID_DESTINATION_ZONE_ID_DISK_CATEGORY_UNSUPPORTED, disk.diskId());
    }
    boolean fits =
        holderZone == null ? geography.zoneIds().contains(zoneId) : holderZone.equals(zoneId);
    if (leavesRegion && !fits) {
      throw new Refusal(DiskSpecError.INVALID_DESTINATION_ZONE_ID_MISMATCH, zoneId);
    }
  }

  private static int rank(DiskCategory category) {
    for (int rank = 0; rank < RANKS.size(); rank++) {
      if (RANKS.get(rank).contains(category)) {
        return rank;
      }
    }
    return -1;
  }
}
