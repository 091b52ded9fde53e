package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;

/** What the holds on a shared disk mean for its row: it is In_use while somebody holds it. */
public final class Sharing {
  private Sharing() {}

  /** An instance holds a disk. */
  public static void attached(Tables tables, String diskId, String instanceId, long at) {
    tables.diskHolders().setAttached(diskId, instanceId, at);
    tables.disks().setAttached(diskId, at);
    boolean running =
        tables
            .instances()
            .find(instanceId)
            .map(InstanceRow::status)
            .filter(status -> status == InstanceStatus.RUNNING)
            .isPresent();
    if (running) {
      tables.disks().setExposed(instanceId);
    }
  }

  /** An instance holds a disk no longer. */
  public static void detached(Tables tables, String diskId, String instanceId, long at) {
    tables.diskHolders().remove(diskId, instanceId);
    boolean there =
        tables.disks().find(diskId).filter(row -> row.status() == DiskStatus.IN_USE).isPresent();
    if (there && tables.diskHolders().ofDisk(diskId).isEmpty()) {
      tables.disks().setDetached(diskId, at);
    }
  }

  /** An instance goes and lets go of all. */
  public static void release(Tables tables, String instanceId, long at) {
    for (DiskHolderRow row : tables.diskHolders().ofInstance(instanceId)) {
      detached(tables, row.diskId(), instanceId, at);
    }
  }
}
