package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/**
 * What ModifyDiskSpec was asked for, as far as it can be checked without a look at the disk.
 *
 * @param category null means that of the disk
 * @param level empty means that of the disk, or the usual one of a new category
 * @param provisionedIops null means that of the disk
 * @param zoneId empty means none was given
 */
record DiskSpecForm(
    String diskId, DiskCategory category, String level, Long provisionedIops, String zoneId) {
  private static final List<DiskCategory> TARGETS =
      List.of(
          DiskCategory.CLOUD_ESSD,
          DiskCategory.CLOUD_AUTO,
          DiskCategory.CLOUD_SSD,
          DiskCategory.CLOUD_ESSD_ENTRY,
          DiskCategory.CLOUD_EFFICIENCY);

  static DiskSpecForm check(ModifyDiskSpec request) throws Refusal {
    TextRule.require(request.diskId(), "DiskId");
    String level = request.performanceLevel() == null ? "" : request.performanceLevel();
    if (!DiskCategory.CLOUD_ESSD.allowsLevel(level)) {
      throw new Refusal(DiskError.INVALID_PERFORMANCE_LEVEL_MALFORMED, level);
    }
    DiskCategory category = null;
    if (!TextRule.absent(request.category())) {
      category =
          DiskCategory.of(request.category())
              .filter(TARGETS::contains)
              .orElseThrow(() ->
                  new Refusal(
                      DiskError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED, request.category()));
      if (!category.allowsLevel(level)) {
        throw new Refusal(DiskSpecError.INVALID_PERFORMANCE_LEVEL_PARAM_MISMATCH, level);
      }
    }
    return new DiskSpecForm(
        request.diskId(),
        category,
        level,
        request.provisionedIops(),
        TextRule.absent(request.destinationZoneId()) ? "" : request.destinationZoneId());
  }
}
