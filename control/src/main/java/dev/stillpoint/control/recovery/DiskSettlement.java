package dev.stillpoint.control.recovery;

import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskResizeRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.HolderState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Sharing;
import dev.stillpoint.control.disk.Volumes;
import java.util.List;

/** What becomes of changes of disks that a crash cut off. */
final class DiskSettlement {
  private DiskSettlement() {}

  /** Row O: a disk whose volume grew has its new size, any other the old one. */
  static void resizes(Tables tables, EngineState engine, List<String> done) {
    for (DiskResizeRow row : tables.diskResizes().intended()) {
      DiskRow disk = tables.disks().find(row.diskId()).orElseThrow();
      VolumeStatus volume = engine.volumes().get(disk.volume());
      if (volume != null && volume.sizeBytes() == Volumes.bytes(row.toGib())) {
        tables.diskResizes().confirm(row);
        done.add("disk " + row.diskId() + " has grown to " + row.toGib() + " GiB");
      } else {
        tables.diskResizes().giveUp(row);
        done.add("disk " + row.diskId() + " did not grow");
      }
    }
  }

  /** Row R: whoever begins to hold a shared disk does, whoever ends does not. */
  static void holds(Tables tables, long now, List<String> done) {
    for (DiskHolderRow row : tables.diskHolders().inTransition()) {
      if (row.state() == HolderState.ATTACHING) {
        Sharing.attached(tables, row.diskId(), row.instanceId(), now);
        done.add("disk " + row.diskId() + " was attached to the end");
      } else {
        Sharing.detached(tables, row.diskId(), row.instanceId(), now);
        done.add("disk " + row.diskId() + " was detached to the end");
      }
    }
  }
}
