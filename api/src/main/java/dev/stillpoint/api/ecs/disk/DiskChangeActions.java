package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.disk.DiskChanges;
import java.util.List;

/** The actions that change disks in place. */
public final class DiskChangeActions {
  private DiskChangeActions() {}

  /** Each of them, over the door that it needs. */
  public static List<Action> over(DiskChanges changes) {
    return List.of(
        new ModifyDiskAttribute(changes),
        new ResizeDisk(changes),
        new ResetDisk(changes),
        new ReInitDisk(changes),
        new ModifyDiskSpec(changes),
        new ModifyDiskChargeType(changes));
  }
}
