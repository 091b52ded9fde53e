package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharingError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;

/**
 * AttachDisk with Force: a regional disk is taken from an instance of a zone that may be lost. The
 * old holder is asked nothing; its connections are fenced, so that nothing that it still sends is
 * applied.
 */
final class ForcedMove {
  private final Foundation foundation;
  private final DiskHolding holding;

  ForcedMove(Foundation foundation) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
  }

  /**
   * Takes the disk from another instance, if one holds it; disk and instances are held.
   *
   * @throws Refusal the new instance cannot have it, and then the old one keeps it
   */
  void takeAway(Caller caller, AttachDisk request) throws Refusal {
    String diskId = request.diskId();
    boolean taken = foundation.catalog().write(tables -> intend(tables, caller, request));
    if (!taken) {
      return;
    }
    holding.finishDetaching(diskId, Withdrawal.IMMEDIATE);
  }

  private boolean intend(Tables tables, Caller caller, AttachDisk request) throws Refusal {
    InstanceRow target = DiskAttachment.instance(tables, caller, request.instanceId());
    DiskRow disk = DiskHolding.find(tables, caller, request.diskId());
    boolean elsewhere =
        DiskKinds.category(disk).regional()
            && disk.status() == DiskStatus.IN_USE
            && !target.instanceId().equals(disk.instanceId());
    if (!elsewhere) {
      return false;
    }
    DiskHolding.checkUnlocked(target);
    DiskAttachment.checkSteady(target, GroupError.INCORRECT_INSTANCE_STATUS);
    InstanceRow holder = tables.instances().find(disk.instanceId()).orElseThrow();
    DiskHolding.checkUnlocked(holder);
    if (holder.zoneId().equals(target.zoneId())) {
      throw new Refusal(SharingError.INVALID_INSTANCE_ZONE_CONFLICT, disk.diskId());
    }
    DiskAttachment.checkFits(tables, request, disk, target);
    DiskAttachment.device(
        DiskAttachment.devices(tables, foundation, target.instanceId()), request.device());
    tables.disks().setStatus(disk.diskId(), DiskStatus.DETACHING);
    return true;
  }
}
