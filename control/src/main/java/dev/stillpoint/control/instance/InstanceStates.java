package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceOptionsRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.AutoSnapshots;
import dev.stillpoint.control.disk.Sharing;
import dev.stillpoint.control.disk.Staleness;
import java.util.ArrayList;
import java.util.List;

/** What an instance's state means for the rows of its disks. */
public final class InstanceStates {
  /** What is said of an instance that stops and pays on. */
  public static final String KEEP_CHARGING = "KeepCharging";

  private InstanceStates() {}

  /**
   * An instance runs since then: disks made with it are In_use, all were exposed with all that they
   * have, and each has a fresh device.
   */
  public static void setRunning(Tables tables, String instanceId, long at) {
    for (DiskRow disk : tables.disks().ofInstance(instanceId)) {
      if (disk.status() == DiskStatus.CREATING) {
        tables.disks().setAttached(disk.diskId(), at);
      }
    }
    Staleness.freshen(tables, instanceId);
    tables.disks().setExposed(instanceId);
    tables.diskResizes().shown(instanceId);
    tables.instances().setRunning(instanceId, at);
  }

  /**
   * The disks of a new instance are all made: it runs since then, or stays Stopped if that was
   * asked for.
   */
  public static void setMade(Tables tables, String instanceId, long at) {
    boolean starts =
        tables.instanceOptions().find(instanceId).map(InstanceOptionsRow::starts).orElse(true);
    if (starts) {
      setRunning(tables, instanceId, at);
      return;
    }
    for (DiskRow disk : tables.disks().ofInstance(instanceId)) {
      tables.disks().setAttached(disk.diskId(), at);
    }
    tables.instances().setStopped(instanceId, KEEP_CHARGING);
  }

  /** Removes the rows of an instance whose volumes are gone; disks that stay become Available. */
  public static void forget(Tables tables, String instanceId, long at) {
    List<DiskRow> disks = new ArrayList<>(tables.disks().ofInstance(instanceId));
    disks.addAll(tables.disks().madeWith(instanceId));
    for (DiskRow disk : disks) {
      if (disk.status() == DiskStatus.DELETING) {
        AutoSnapshots.goWith(tables, disk.diskId(), at);
        tables.disks().remove(disk.diskId());
      } else if (instanceId.equals(disk.instanceId())) {
        tables.disks().setDetached(disk.diskId(), at);
      }
    }
    Sharing.release(tables, instanceId, at);
    tables.instances().remove(instanceId);
  }
}
