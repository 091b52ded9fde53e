package dev.stillpoint.control.group;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.rule.DiskCategory;
import java.util.List;
import java.util.TreeSet;

/**
 * The rules that the disks of a group must keep together. Each is a unit of its own, in the order
 * in which they are asked.
 */
enum GroupRules {
  /** Not too many. */
  COUNT {
    @Override
    void check(List<DiskRow> disks, Limits limits) throws Refusal {
      if (disks.size() > limits.groupDisksMax()) {
        throw new Refusal(
            GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, limits.groupDisksMax(), disks.size());
      }
    }
  },
  /** Not too large together. */
  CAPACITY {
    @Override
    void check(List<DiskRow> disks, Limits limits) throws Refusal {
      long gib = disks.stream().mapToLong(DiskRow::sizeGib).sum();
      if (gib > limits.groupGibMax()) {
        throw new Refusal(GroupError.CAPACITY_EXCEED_TOO_MANY_DISKS, limits.groupGibMax(), gib);
      }
    }
  },
  /** In one zone. */
  ZONE {
    @Override
    void check(List<DiskRow> disks, Limits limits) throws Refusal {
      TreeSet<String> zones = new TreeSet<>(disks.stream().map(DiskRow::zoneId).toList());
      if (zones.size() > 1) {
        throw new Refusal(GroupError.INVALID_DISK_IDS_NOT_IN_SAME_ZONE, String.join(", ", zones));
      }
    }
  },
  /** Each of a category that can be frozen with others. */
  CATEGORY {
    @Override
    void check(List<DiskRow> disks, Limits limits) throws Refusal {
      for (DiskRow disk : disks) {
        if (!DiskCategory.of(disk.category()).map(DiskCategory::groupable).orElse(false)) {
          throw new Refusal(
              GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED, disk.diskId(), disk.category());
        }
      }
    }
  },
  /** None that several instances share. */
  MULTI_ATTACH {
    @Override
    void check(List<DiskRow> disks, Limits limits) throws Refusal {
      for (DiskRow disk : disks) {
        if (!disk.multiAttach().equals("Disabled")) {
          throw new Refusal(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, disk.diskId());
        }
      }
    }
  };

  abstract void check(List<DiskRow> disks, Limits limits) throws Refusal;

  /** Asks every rule; throws the refusal of the first that is broken. */
  static void checkAll(List<DiskRow> disks, Limits limits) throws Refusal {
    for (GroupRules rule : values()) {
      rule.check(disks, limits);
    }
  }
}
