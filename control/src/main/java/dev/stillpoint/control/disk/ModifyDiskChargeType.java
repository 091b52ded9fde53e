package dev.stillpoint.control.disk;

import java.util.List;

/**
 * The parameters of ModifyDiskChargeType as sent.
 *
 * @param regionId required
 * @param instanceId required
 * @param diskIds required; disks of that instance
 * @param diskChargeType PrePaid or PostPaid; null means PrePaid
 */
public record ModifyDiskChargeType(
    String regionId, String instanceId, List<String> diskIds, String diskChargeType) {
  public ModifyDiskChargeType {
    diskIds = diskIds == null ? List.of() : List.copyOf(diskIds);
  }
}
