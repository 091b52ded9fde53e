package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskMoveRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.step.CrashPoint;
import java.util.List;

/**
 * ModifyDiskSpec: the disk as on its way, the migration, the disk as arrived. Its limits change the
 * moment it arrives, also for clients that are connected.
 */
public final class DiskSpecChange {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final String TASK_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int TASK_LENGTH = 17;

  private final Foundation foundation;
  private final DiskHolding holding;
  private final Volumes volumes;

  public DiskSpecChange(Foundation foundation) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
    this.volumes = new Volumes(foundation);
  }

  /** Sends a disk on its way; answers the name of the task. */
  String modify(Caller caller, ModifyDiskSpec request) throws Refusal {
    DiskSpecForm form = DiskSpecForm.check(request);
    String diskId = form.diskId();
    foundation.admission().admit(caller, "ModifyDiskSpec", null, List.of(Resource.disk(diskId)));
    DiskMoveRow move;
    try (Held _ = holding.hold(List.of(diskId), List.of())) {
      move =
          foundation
              .catalog()
              .write(tables -> {
                DiskMoveRow row = intend(tables, caller, form);
                if (Boolean.TRUE.equals(request.dryRun())) {
                  throw new Refusal(SharedError.DRY_RUN_OPERATION);
                }
                tables.diskMoves().add(row);
                return row;
              });
      foundation.reached(CrashPoint.SPEC_INTENDED);
    }
    begin(move);
    return move.taskId();
  }

  /** Sends a disk on its way, for the first time or again. */
  public void begin(DiskMoveRow move) {
    foundation.migration().begin(move.diskId(), this::arrived);
  }

  private void arrived(String diskId) {
    try (Held _ = holding.hold(List.of(diskId), List.of())) {
      DiskRow disk =
          foundation
              .catalog()
              .write(tables -> {
                DiskMoveRow move = tables.diskMoves().find(diskId).orElse(null);
                if (move == null) {
                  return null;
                }
                tables.diskMoves().arrive(move);
                return tables.disks().find(diskId).orElse(null);
              });
      foundation.reached(CrashPoint.SPEC_CONFIRMED);
      if (disk != null) {
        volumes.publishAgain(disk);
      }
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "disk " + diskId + " keeps its old limits", e);
    }
  }

  private DiskMoveRow intend(Tables tables, Caller caller, DiskSpecForm form) throws Refusal {
    DiskRow disk = DiskHolding.find(tables, caller, form.diskId());
    checkDisk(tables, disk);
    DiskSpecTarget target = DiskSpecTarget.of(disk, form);
    String zone =
        DiskHolding.instances(tables, disk).stream()
            .map(InstanceRow::zoneId)
            .findFirst()
            .orElse(null);
    target.check(disk, zone, foundation.geography());
    return new DiskMoveRow(
        disk.diskId(),
        "t-" + foundation.identifiers().text(TASK_LENGTH, TASK_ALPHABET),
        target.category().wire(),
        target.level(),
        target.provisionedIops(),
        target.zoneId());
  }

  private static void checkDisk(Tables tables, DiskRow disk) throws Refusal {
    String id = disk.diskId();
    DiskHolding.checkSteady(disk);
    if (tables.diskMoves().find(id).isPresent()) {
      throw new Refusal(DiskSpecError.INVALID_STATUS_DISK_NOT_READY, id);
    }
    List<InstanceRow> instances = DiskHolding.instances(tables, disk);
    if (disk.type() == DiskType.SYSTEM && instances.isEmpty()) {
      throw new Refusal(DiskSpecError.INVALID_DISK_DETACHED_SYSTEM_DISK_403, id);
    }
    for (InstanceRow instance : instances) {
      if (instance.status() != InstanceStatus.RUNNING
          && instance.status() != InstanceStatus.STOPPED) {
        throw new Refusal(
            DiskSpecError.INVALID_OPERATION_INSTANCE_STATUS_UNSUPPORTED, instance.instanceId());
      }
    }
    if (DiskKinds.multiAttach(disk)) {
      throw new Refusal(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, id);
    }
    if (disk.inArrears()) {
      throw new Refusal(GroupError.DISK_IN_ARREARS, id);
    }
    if (tables.snapshots().unfinishedOf(id) > 0) {
      throw new Refusal(DiskError.DISK_CREATING_SNAPSHOT, id);
    }
    if (tables.diskResizes().find(id).isPresent()) {
      throw new Refusal(DiskSpecError.OPERATION_DENIED_DISK_EXPANSION_UNFINISHED, id);
    }
  }
}
