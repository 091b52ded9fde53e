package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.Tables;

/** What an instance's state means for the rows of its disks. */
public final class InstanceStates {
  private InstanceStates() {}

  /** An instance runs since then: disks made with it are In_use, and all were exposed. */
  public static void setRunning(Tables tables, String instanceId, long at) {
    for (DiskRow disk : tables.disks().ofInstance(instanceId)) {
      if (disk.status() == DiskStatus.CREATING) {
        tables.disks().setAttached(disk.diskId(), at);
      }
    }
    tables.disks().setExposed(instanceId);
    tables.instances().setRunning(instanceId, at);
  }
}
