package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.step.CrashPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a disk is found, and held still together with the instances that it is attached to. */
final class DiskHolding {
  private final Foundation foundation;

  DiskHolding(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Waits for disks, the instances that they hang off, and other objects. Nobody attaches or
   * detaches a disk without holding it, so what was found once it is held stays so.
   */
  Held hold(Collection<String> diskIds, Collection<String> others) {
    while (true) {
      Set<String> ids = around(diskIds, others);
      Held held = foundation.locks().hold(ids);
      if (ids.containsAll(around(diskIds, others))) {
        return held;
      }
      held.close();
    }
  }

  private Set<String> around(Collection<String> diskIds, Collection<String> others) {
    return foundation
        .catalog()
        .read(tables -> {
          Set<String> ids = new TreeSet<>(others);
          for (String diskId : diskIds) {
            ids.add(diskId);
            tables.disks().find(diskId).map(DiskRow::instanceId).ifPresent(ids::add);
            tables.diskHolders().ofDisk(diskId).forEach(row -> ids.add(row.instanceId()));
          }
          return ids;
        });
  }

  /** Act and confirmation of a detachment; the intent was written, and the disk is held. */
  void finishDetaching(String diskId, Withdrawal how) {
    foundation.reached(CrashPoint.DETACH_INTENDED);
    foundation.withdraw(diskId, how);
    foundation.reached(CrashPoint.DETACH_WITHDRAWN);
    foundation
        .catalog()
        .write(tables -> {
          tables.disks().setDetached(diskId, foundation.now());
          return diskId;
        });
    foundation.reached(CrashPoint.DETACH_CONFIRMED);
  }

  /**
   * A disk that a client named.
   *
   * @throws Refusal InvalidDiskId.NotFound
   */
  static DiskRow find(Tables tables, Caller caller, String diskId) throws Refusal {
    return tables
        .disks()
        .find(caller.accountId(), diskId)
        .filter(row -> row.status() != DiskStatus.DELETING)
        .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId));
  }

  /** The instances that a disk hangs off. */
  static List<InstanceRow> instances(Tables tables, DiskRow disk) {
    List<InstanceRow> instances = new ArrayList<>();
    if (disk.instanceId() != null) {
      instances.add(tables.instances().find(disk.instanceId()).orElseThrow());
    }
    for (DiskHolderRow row : tables.diskHolders().ofDisk(disk.diskId())) {
      instances.add(tables.instances().find(row.instanceId()).orElseThrow());
    }
    return instances;
  }

  /**
   * Refuses a disk that is neither Available nor In_use.
   *
   * @throws Refusal IncorrectDiskStatus
   */
  static void checkSteady(DiskRow disk) throws Refusal {
    if (disk.status() != DiskStatus.AVAILABLE && disk.status() != DiskStatus.IN_USE) {
      throw new Refusal(
          GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
    }
  }

  /**
   * Refuses a disk that is on its way to another category or level.
   *
   * @throws Refusal Operation.Conflict
   */
  static void checkAtRest(Tables tables, DiskRow disk) throws Refusal {
    if (tables.diskMoves().find(disk.diskId()).isPresent()) {
      throw new Refusal(SharedError.OPERATION_CONFLICT, disk.diskId());
    }
  }

  /**
   * Refuses an instance that is locked for security.
   *
   * @throws Refusal InstanceLockedForSecurity
   */
  static void checkUnlocked(InstanceRow instance) throws Refusal {
    if (Locks.security(instance)) {
      throw new Refusal(GroupError.INSTANCE_LOCKED_FOR_SECURITY, instance.instanceId());
    }
  }

  /**
   * Refuses an instance in any other status.
   *
   * @throws Refusal IncorrectInstanceStatus
   */
  static void checkStatus(InstanceRow instance, Set<InstanceStatus> allowed) throws Refusal {
    if (!allowed.contains(instance.status())) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
  }
}
