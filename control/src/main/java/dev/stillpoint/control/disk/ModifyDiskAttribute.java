package dev.stillpoint.control.disk;

import java.util.List;

/**
 * The parameters of ModifyDiskAttribute as sent; what is null stays as it is.
 *
 * @param regionId null means the region that there is
 * @param diskId one disk; excludes diskIds
 * @param diskIds several disks
 * @param diskName empty takes the name away
 * @param description empty takes the description away
 * @param deleteWithInstance the disk goes with its instance
 * @param deleteAutoSnapshot its automatic snapshots go with it
 * @param enableAutoSnapshot an automatic policy may make snapshots of it
 * @param burstingEnabled for cloud_auto
 */
public record ModifyDiskAttribute(
    String regionId,
    String diskId,
    List<String> diskIds,
    String diskName,
    String description,
    Boolean deleteWithInstance,
    Boolean deleteAutoSnapshot,
    Boolean enableAutoSnapshot,
    Boolean burstingEnabled) {
  public ModifyDiskAttribute {
    diskIds = diskIds == null ? List.of() : List.copyOf(diskIds);
  }

  boolean changesNothing() {
    return diskName == null
        && description == null
        && deleteWithInstance == null
        && deleteAutoSnapshot == null
        && enableAutoSnapshot == null
        && burstingEnabled == null;
  }
}
