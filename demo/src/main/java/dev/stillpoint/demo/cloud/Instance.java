package dev.stillpoint.demo.cloud;

import java.util.Map;

/**
 * An instance with its data disks.
 *
 * @param disks the ID of each data disk by the disk's name
 * @param systemDisk the ID of the system disk
 */
public record Instance(String id, String name, Map<String, String> disks, String systemDisk) {
  /** Copies the map. */
  public Instance {
    disks = Map.copyOf(disks);
  }
}
