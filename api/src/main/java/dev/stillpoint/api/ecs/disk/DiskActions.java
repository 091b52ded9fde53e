package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.disk.Disks;
import java.util.List;

/** The actions on disks. */
public final class DiskActions {
  private DiskActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Disks disks) {
    return List.of(
        new CreateDisk(disks),
        new AttachDisk(disks),
        new DetachDisk(disks),
        new DescribeDisks(disks),
        new DeleteDisk(disks),
        new ResetDisks(disks));
  }
}
