package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import java.util.List;

/** DeleteDisk: the row as DELETING, the volume, the row. */
final class DiskDeletion {
  private final Foundation foundation;
  private final Volumes volumes;

  DiskDeletion(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
  }

  void delete(Caller caller, String diskId) throws Refusal {
    TextRule.require(diskId, "DiskId");
    foundation.admission().admit(caller, "DeleteDisk", null, List.of(Resource.disk(diskId)));
    try (Held _ = foundation.locks().hold(List.of(diskId))) {
      DiskRow disk =
          foundation
              .catalog()
              .write(tables -> {
                DiskRow row = check(tables, caller, diskId);
                tables.disks().setStatus(diskId, DiskStatus.DELETING);
                return row;
              });
      foundation.reached(CrashPoint.DISK_DELETE_INTENDED);
      foundation.withdraw(diskId, Withdrawal.IMMEDIATE);
      try {
        volumes.delete(disk);
      } catch (BlockFault e) {
        throw givenUp(disk, e);
      }
      foundation.reached(CrashPoint.DISK_DELETE_DONE);
      foundation
          .catalog()
          .write(tables -> {
            AutoSnapshots.goWith(tables, diskId, foundation.now());
            tables.disks().remove(diskId);
            return disk;
          });
      foundation.reached(CrashPoint.DISK_DELETE_CONFIRMED);
    }
  }

  private static DiskRow check(Tables tables, Caller caller, String diskId) throws Refusal {
    DiskRow disk =
        tables
            .disks()
            .find(caller.accountId(), diskId)
            .filter(row -> row.status() != DiskStatus.DELETING)
            .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId));
    if (disk.status() != DiskStatus.AVAILABLE) {
      throw new Refusal(GroupError.INCORRECT_DISK_STATUS, diskId, Statuses.wire(disk.status()));
    }
    if (disk.type() == DiskType.SYSTEM
        && disk.originInstanceId() != null
        && tables.instances().find(disk.originInstanceId()).isPresent()) {
      throw new Refusal(DiskError.INVALID_DISK_STATUS_DELETE_PROTECTION, diskId);
    }
    if (tables.snapshots().unfinishedOf(diskId) > 0) {
      throw new Refusal(DiskError.DISK_CREATING_SNAPSHOT, diskId);
    }
    return disk;
  }

  private Refusal givenUp(DiskRow disk, BlockFault fault) {
    if (!Foundation.leavesOpen(fault)) {
      foundation
          .catalog()
          .write(tables -> {
            tables.disks().setStatus(disk.diskId(), DiskStatus.AVAILABLE);
            return disk;
          });
    }
    return Foundation.refusal(fault);
  }
}
