package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharingError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.step.CrashPoint;
import java.util.List;

/** AttachDisk and DetachDisk of a disk that several instances may hold. */
final class SharedAttachment {
  private static final int HOLDERS_MAX = 16;

  private final Foundation foundation;
  private final SharedExports exports;

  SharedAttachment(Foundation foundation) {
    this.foundation = foundation;
    this.exports = new SharedExports(foundation);
  }

  void attach(Caller caller, AttachDisk request) throws Refusal {
    String instanceId = request.instanceId();
    String diskId = request.diskId();
    try (Held _ = foundation.locks().hold(List.of(instanceId, diskId))) {
      Pair pair = foundation.catalog().write(tables -> bind(tables, caller, request));
      foundation.reached(CrashPoint.ATTACH_INTENDED);
      boolean running = pair.instance().status() == InstanceStatus.RUNNING;
      if (running) {
        open(pair);
      }
      foundation.reached(CrashPoint.ATTACH_PUBLISHED);
      foundation
          .catalog()
          .write(tables -> {
            Sharing.attached(tables, diskId, instanceId, foundation.now());
            return pair;
          });
      foundation.reached(CrashPoint.ATTACH_CONFIRMED);
    }
  }

  private void open(Pair pair) throws Refusal {
    String diskId = pair.disk().diskId();
    String instanceId = pair.instance().instanceId();
    try {
      exports.open(pair.disk(), instanceId);
    } catch (BlockFault e) {
      exports.close(pair.disk(), instanceId, Withdrawal.IMMEDIATE);
      foundation
          .catalog()
          .write(tables -> {
            tables.diskHolders().remove(diskId, instanceId);
            return pair;
          });
      throw Foundation.refusal(e, DiskError.DISK_ERROR, diskId);
    }
  }

  private Pair bind(Tables tables, Caller caller, AttachDisk request) throws Refusal {
    InstanceRow instance = DiskAttachment.instance(tables, caller, request.instanceId());
    DiskRow disk = DiskHolding.find(tables, caller, request.diskId());
    String id = disk.diskId();
    DiskHolding.checkUnlocked(instance);
    DiskAttachment.checkSteady(instance, GroupError.INCORRECT_INSTANCE_STATUS);
    refuseWhatOneHolderHas(request, id);
    List<DiskHolderRow> holders = tables.diskHolders().ofDisk(id);
    if (holders.stream().anyMatch(row -> row.instanceId().equals(instance.instanceId()))) {
      throw new Refusal(DiskError.INVALID_DISK_IN_USE, id);
    }
    DiskHolding.checkSteady(disk);
    if (disk.inArrears()) {
      throw new Refusal(GroupError.DISK_IN_ARREARS, id);
    }
    KeyRules.check(tables, disk.accountId(), id, GroupError.INVALID_KMS_KEY_ID_NOT_FOUND);
    if (!disk.zoneId().equals(instance.zoneId())) {
      throw new Refusal(DiskError.RESOURCES_NOT_IN_SAME_ZONE, id, instance.instanceId());
    }
    if (holders.size() >= HOLDERS_MAX) {
      throw new Refusal(SharingError.DISK_ATTACHED_NUMBER_EXCEEDED, id, HOLDERS_MAX);
    }
    List<String> taken = DiskAttachment.devices(tables, foundation, instance.instanceId());
    String device = DiskAttachment.device(taken, request.device());
    tables.diskHolders().add(id, instance.instanceId(), device);
    return new Pair(disk, instance);
  }

  private static void refuseWhatOneHolderHas(AttachDisk request, String diskId) throws Refusal {
    if (Boolean.TRUE.equals(request.bootable())) {
      throw new Refusal(SharingError.CAN_NOT_ATTACH_MULTI_ATTACH_DISK_AS_SYSTEM_DISK, diskId);
    }
    if (Boolean.TRUE.equals(request.force())) {
      throw new Refusal(SharingError.FORCE_MULTI_ATTACH_DISK_NOT_SUPPORTED, diskId);
    }
    if (Boolean.TRUE.equals(request.deleteWithInstance())) {
      throw new Refusal(DiskChangeError.DELETE_WITH_INSTANCE_CONFLICT, diskId);
    }
  }

  void detach(Caller caller, DetachDisk request) throws Refusal {
    String instanceId = request.instanceId();
    String diskId = request.diskId();
    try (Held _ = foundation.locks().hold(List.of(instanceId, diskId))) {
      DiskRow disk = foundation.catalog().write(tables -> unbind(tables, caller, request));
      foundation.reached(CrashPoint.DETACH_INTENDED);
      exports.close(disk, instanceId, Withdrawal.GRACEFUL);
      foundation.reached(CrashPoint.DETACH_WITHDRAWN);
      foundation
          .catalog()
          .write(tables -> {
            Sharing.detached(tables, diskId, instanceId, foundation.now());
            return disk;
          });
      foundation.reached(CrashPoint.DETACH_CONFIRMED);
    }
  }

  private static DiskRow unbind(Tables tables, Caller caller, DetachDisk request) throws Refusal {
    InstanceRow instance = DiskAttachment.instance(tables, caller, request.instanceId());
    DiskRow disk = DiskHolding.find(tables, caller, request.diskId());
    if (request.deleteWithInstance() != null) {
      throw new Refusal(DiskChangeError.DELETE_WITH_INSTANCE_CONFLICT, disk.diskId());
    }
    if (tables.diskHolders().ofDisk(disk.diskId()).isEmpty()) {
      throw new Refusal(DiskError.INVALID_DISK_ALREADY_DETACHED, disk.diskId());
    }
    if (tables.diskHolders().find(disk.diskId(), instance.instanceId()).isEmpty()) {
      throw new Refusal(DiskError.DEPENDENCY_VIOLATION, disk.diskId(), instance.instanceId());
    }
    DiskHolding.checkUnlocked(instance);
    DiskAttachment.checkSteady(instance, GroupError.INCORRECT_INSTANCE_STATUS_403);
    tables.diskHolders().setDetaching(disk.diskId(), instance.instanceId());
    return disk;
  }

  private record Pair(DiskRow disk, InstanceRow instance) {}
}
