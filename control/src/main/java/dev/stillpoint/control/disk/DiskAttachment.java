package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * AttachDisk and DetachDisk. An export is open before a disk is In_use, and closed before it is
 * Available.
 */
final class DiskAttachment {
  private final Foundation foundation;
  private final Volumes volumes;
  private final SharedAttachment sharing;
  private final DiskHolding holding;
  private final ForcedMove forced;

  DiskAttachment(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
    this.sharing = new SharedAttachment(foundation);
    this.holding = new DiskHolding(foundation);
    this.forced = new ForcedMove(foundation);
  }

  void attach(Caller caller, AttachDisk request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    String diskId = TextRule.require(request.diskId(), "DiskId");
    TextRule.DEVICE.check(request.device(), DiskError.INVALID_DEVICE_MALFORMED);
    foundation
        .admission()
        .admit(
            caller,
            "AttachDisk",
            null,
            List.of(Resource.disk(diskId), Resource.instance(instanceId)));
    if (shared(diskId)) {
      sharing.attach(caller, request);
      return;
    }
    try (Held _ = holding.hold(List.of(diskId), List.of(instanceId))) {
      if (Boolean.TRUE.equals(request.force())) {
        forced.takeAway(caller, request);
      }
      Pair pair = foundation.catalog().write(tables -> bind(tables, caller, request));
      foundation.reached(CrashPoint.ATTACH_INTENDED);
      boolean running = pair.instance().status() == InstanceStatus.RUNNING;
      if (running) {
        publish(pair.disk());
      }
      foundation.reached(CrashPoint.ATTACH_PUBLISHED);
      foundation
          .catalog()
          .write(tables -> {
            tables.disks().setAttached(diskId, foundation.now());
            if (running) {
              tables.disks().setExposed(instanceId);
            }
            return pair;
          });
      foundation.reached(CrashPoint.ATTACH_CONFIRMED);
    }
  }

  /** Whether several instances may hold it; that never changes. */
  private boolean shared(String diskId) {
    return foundation
        .catalog()
        .read(tables -> tables.disks().find(diskId))
        .filter(DiskKinds::multiAttach)
        .isPresent();
  }

  private void publish(DiskRow disk) throws Refusal {
    try {
      volumes.publish(disk);
    } catch (BlockFault e) {
      foundation.withdraw(disk.diskId(), Withdrawal.IMMEDIATE);
      foundation
          .catalog()
          .write(tables -> {
            tables.disks().unbind(disk.diskId());
            return disk;
          });
      throw Foundation.refusal(e, DiskError.DISK_ERROR, disk.diskId());
    }
  }

  private Pair bind(Tables tables, Caller caller, AttachDisk request) throws Refusal {
    InstanceRow instance = instance(tables, caller, request.instanceId());
    DiskRow disk = disk(tables, caller, request.diskId());
    if (Boolean.TRUE.equals(request.force()) && !DiskKinds.category(disk).regional()) {
      throw new Refusal(DiskError.INVALID_PARAMETER_FORCE_DISK_CATEGORY_NOT_SUPPORTED);
    }
    checkUnlocked(instance);
    checkSteady(instance, GroupError.INCORRECT_INSTANCE_STATUS);
    if (disk.status() == DiskStatus.IN_USE) {
      throw new Refusal(DiskError.INVALID_DISK_IN_USE, disk.diskId());
    }
    if (disk.status() != DiskStatus.AVAILABLE) {
      throw new Refusal(
          GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
    }
    checkFits(tables, request, disk, instance);
    List<String> taken = devices(tables, foundation, instance.instanceId());
    String device =
        disk.type() == DiskType.SYSTEM ? Devices.SYSTEM : device(taken, request.device());
    boolean together = Boolean.TRUE.equals(request.deleteWithInstance());
    tables.disks().bind(disk.diskId(), instance.instanceId(), device, together);
    return new Pair(disk, instance);
  }

  /** Whether a disk that hangs off nothing could hang off the instance. */
  static void checkFits(Tables tables, AttachDisk request, DiskRow disk, InstanceRow instance)
      throws Refusal {
    if (disk.inArrears()) {
      throw new Refusal(GroupError.DISK_IN_ARREARS, disk.diskId());
    }
    KeyRules.check(
        tables, disk.accountId(), disk.diskId(), GroupError.INVALID_KMS_KEY_ID_NOT_FOUND);
    if (!disk.zoneId().isEmpty() && !disk.zoneId().equals(instance.zoneId())) {
      throw new Refusal(DiskError.RESOURCES_NOT_IN_SAME_ZONE, disk.diskId(), instance.instanceId());
    }
    checkKind(disk, instance, Boolean.TRUE.equals(request.bootable()));
  }

  private static void checkKind(DiskRow disk, InstanceRow instance, boolean bootable)
      throws Refusal {
    if (disk.type() == DiskType.DATA) {
      if (bootable) {
        throw new Refusal(DiskError.INVALID_DISK_DISK_NOT_BOOTABLE, disk.diskId());
      }
      return;
    }
    if (!instance.instanceId().equals(disk.originInstanceId())) {
      throw new Refusal(DiskError.INVALID_INSTANCE_NOT_ORIGIN_INSTANCE, disk.diskId());
    }
    if (instance.status() != InstanceStatus.STOPPED) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
  }

  /**
   * The names of all disks of an instance, its own and those that it shares.
   *
   * @throws Refusal InstanceDiskLimitExceeded
   */
  static List<String> devices(Tables tables, Foundation foundation, String instanceId)
      throws Refusal {
    List<String> taken = new ArrayList<>();
    tables.disks().ofInstance(instanceId).forEach(row -> taken.add(row.device()));
    tables.diskHolders().ofInstance(instanceId).forEach(row -> taken.add(row.device()));
    if (taken.size() >= foundation.limits().disksPerInstanceMax()) {
      throw new Refusal(DiskError.INSTANCE_DISK_LIMIT_EXCEEDED, instanceId, taken.size());
    }
    return taken;
  }

  /** The name that was asked for, or the next that is free. */
  static String device(List<String> taken, String asked) throws Refusal {
    if (TextRule.absent(asked)) {
      return Devices.free(taken);
    }
    if (taken.contains(asked)) {
      throw new Refusal(DiskError.INVALID_DEVICE_IN_USE, asked);
    }
    return asked;
  }

  void detach(Caller caller, DetachDisk request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    String diskId = TextRule.require(request.diskId(), "DiskId");
    foundation
        .admission()
        .admit(
            caller,
            "DetachDisk",
            null,
            List.of(Resource.disk(diskId), Resource.instance(instanceId)));
    if (shared(diskId)) {
      sharing.detach(caller, request);
      return;
    }
    try (Held _ = foundation.locks().hold(List.of(instanceId, diskId))) {
      foundation
          .catalog()
          .write(tables -> {
            unbind(tables, caller, request);
            return diskId;
          });
      holding.finishDetaching(diskId, Withdrawal.GRACEFUL);
    }
  }

  private void unbind(Tables tables, Caller caller, DetachDisk request) throws Refusal {
    InstanceRow instance = instance(tables, caller, request.instanceId());
    DiskRow disk = disk(tables, caller, request.diskId());
    if (disk.instanceId() == null) {
      throw new Refusal(DiskError.INVALID_DISK_ALREADY_DETACHED, disk.diskId());
    }
    if (!disk.instanceId().equals(instance.instanceId())) {
      throw new Refusal(DiskError.DEPENDENCY_VIOLATION, disk.diskId(), instance.instanceId());
    }
    if (disk.status() != DiskStatus.IN_USE) {
      throw new Refusal(
          GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
    }
    checkUnlocked(instance);
    checkSteady(instance, GroupError.INCORRECT_INSTANCE_STATUS_403);
    boolean system = disk.type() == DiskType.SYSTEM;
    if (system && instance.status() != InstanceStatus.STOPPED) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
    boolean together = request.deleteWithInstance() == null ? system : request.deleteWithInstance();
    tables.disks().setDeleteWithInstance(disk.diskId(), together);
    tables.disks().setStatus(disk.diskId(), DiskStatus.DETACHING);
  }

  static InstanceRow instance(Tables tables, Caller caller, String instanceId) throws Refusal {
    return tables
        .instances()
        .find(caller.accountId(), instanceId)
        .filter(row -> row.status() != InstanceStatus.DELETING)
        .orElseThrow(() -> new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, instanceId));
  }

  private static DiskRow disk(Tables tables, Caller caller, String diskId) throws Refusal {
    return tables
        .disks()
        .find(caller.accountId(), diskId)
        .filter(row -> row.status() != DiskStatus.DELETING)
        .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId));
  }

  private static void checkUnlocked(InstanceRow instance) throws Refusal {
    if (Locks.security(instance)) {
      throw new Refusal(GroupError.INSTANCE_LOCKED_FOR_SECURITY, instance.instanceId());
    }
  }

  static void checkSteady(InstanceRow instance, ErrorCode code) throws Refusal {
    if (instance.status() != InstanceStatus.RUNNING
        && instance.status() != InstanceStatus.STOPPED) {
      throw new Refusal(code, instance.instanceId(), Statuses.wire(instance.status()));
    }
  }

  private record Pair(DiskRow disk, InstanceRow instance) {}
}
