package dev.stillpoint.control.group;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Objections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules that the disks of a group must keep together. Each is a unit of its own, in the order
 * in which they are asked.
 */
enum GroupRules {
  /** Not too many. */
  COUNT {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      if (disks.size() > limits.groupDisksMax()) {
        refuse(
            objections,
            "",
            GroupError.NUMBER_EXCEED_TOO_MANY_DISKS,
            limits.groupDisksMax(),
            disks.size());
      }
    }
  },
  /** Not too large together. */
  CAPACITY {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      long gib = disks.stream().mapToLong(DiskRow::sizeGib).sum();
      if (gib > limits.groupGibMax()) {
        refuse(
            objections, "", GroupError.CAPACITY_EXCEED_TOO_MANY_DISKS, limits.groupGibMax(), gib);
      }
    }
  },
  /** In one zone. */
  ZONE {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      TreeSet<String> zones = new TreeSet<>(disks.stream().map(DiskRow::zoneId).toList());
      // A regional disk lies in all of them.
      zones.remove("");
      if (zones.size() > 1) {
        refuse(
            objections, "", GroupError.INVALID_DISK_IDS_NOT_IN_SAME_ZONE, String.join(", ", zones));
      }
    }
  },
  /** All regional, or none. */
  REGIONAL {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      long regional =
          disks.stream()
              .filter(disk ->
                  DiskCategory.of(disk.category()).map(DiskCategory::regional).orElse(false))
              .count();
      if (regional > 0 && regional < disks.size()) {
        refuse(objections, "", GroupError.INVALID_DISK_DISK_CATEGORY_INCONSISTENT);
      }
    }
  },
  /** Each of a category that can be frozen with others. */
  CATEGORY {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      for (DiskRow disk : disks) {
        Optional<DiskCategory> category = DiskCategory.of(disk.category());
        if (category.map(DiskCategory::ephemeral).orElse(false)) {
          refuse(
              objections, disk.diskId(), GroupError.INCORRECT_DISK_TYPE_NOT_SUPPORT, disk.diskId());
        } else if (!category.map(DiskCategory::groupable).orElse(false)) {
          refuse(
              objections,
              disk.diskId(),
              GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED,
              disk.diskId(),
              disk.category());
        }
      }
    }
  },
  /** None that several instances share. */
  MULTI_ATTACH {
    @Override
    void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
      for (DiskRow disk : disks) {
        if (!disk.multiAttach().equals("Disabled")) {
          refuse(
              objections,
              disk.diskId(),
              GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK,
              disk.diskId());
        }
      }
    }
  };

  abstract void check(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal;

  private static void refuse(
      Objections objections, String diskId, GroupError code, Object... arguments) throws Refusal {
    objections.ask(
        diskId,
        () -> {
          throw new Refusal(code, arguments);
        });
  }

  /** Asks every rule. */
  static void checkAll(List<DiskRow> disks, Limits limits, Objections objections) throws Refusal {
    for (GroupRules rule : values()) {
      rule.check(disks, limits, objections);
    }
  }
}
