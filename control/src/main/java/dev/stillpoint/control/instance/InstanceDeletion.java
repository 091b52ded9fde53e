package dev.stillpoint.control.instance;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.disk.SharedExports;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * DeleteInstance: the instance and the disks that go with it as DELETING, the others as DETACHING;
 * the volumes; the rows.
 */
final class InstanceDeletion {
  private final Foundation foundation;
  private final Volumes volumes;
  private final SharedExports shared;

  InstanceDeletion(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
    this.shared = new SharedExports(foundation);
  }

  void delete(Caller caller, DeleteInstance request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    foundation
        .admission()
        .admit(caller, "DeleteInstance", null, List.of(Resource.instance(instanceId)));
    deleteAdmitted(caller, request);
  }

  /** Deletes an instance for a caller who may. */
  void deleteAdmitted(Caller caller, DeleteInstance request) throws Refusal {
    String instanceId = request.instanceId();
    Set<String> objects = objects(instanceId);
    try (Held _ = foundation.locks().hold(objects)) {
      Intent intent =
          foundation
              .catalog()
              .write(tables -> {
                Intent made = intend(tables, caller, request);
                if (!objects.containsAll(made.diskIds())) {
                  throw new Refusal(SharedError.OPERATION_CONFLICT, instanceId);
                }
                return made;
              });
      foundation.reached(CrashPoint.INSTANCE_DELETE_INTENDED);
      Withdrawal how =
          Boolean.FALSE.equals(request.forceStop()) ? Withdrawal.GRACEFUL : Withdrawal.IMMEDIATE;
      foundation.body().stop(instanceId, how);
      intent.diskIds().forEach(id -> foundation.withdraw(id, how));
      shared.close(instanceId, how);
      try {
        for (DiskRow disk : intent.going()) {
          volumes.delete(disk);
        }
      } catch (BlockFault e) {
        // Reconciliation goes on from here: what is deleted cannot come back.
        throw Foundation.refusal(e);
      }
      foundation.reached(CrashPoint.INSTANCE_DELETE_DONE);
      foundation
          .catalog()
          .write(tables -> {
            InstanceStates.forget(tables, instanceId, foundation.now());
            return intent;
          });
      foundation.reached(CrashPoint.INSTANCE_DELETE_CONFIRMED);
    }
  }

  /** What a deletion holds. */
  Set<String> objects(String instanceId) {
    return foundation
        .catalog()
        .read(tables -> {
          Set<String> ids = new TreeSet<>(Set.of(instanceId));
          tables.disks().ofInstance(instanceId).forEach(disk -> ids.add(disk.diskId()));
          tables.disks().madeWith(instanceId).forEach(disk -> ids.add(disk.diskId()));
          tables.diskHolders().ofInstance(instanceId).forEach(row -> ids.add(row.diskId()));
          return ids;
        });
  }

  private static Intent intend(Tables tables, Caller caller, DeleteInstance request)
      throws Refusal {
    Intent intent = check(tables, caller, request);
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    intent.going().forEach(disk -> tables.disks().setStatus(disk.diskId(), DiskStatus.DELETING));
    intent.staying().forEach(disk -> tables.disks().setStatus(disk.diskId(), DiskStatus.DETACHING));
    tables.instances().setStatus(request.instanceId(), InstanceStatus.DELETING);
    return intent;
  }

  /** Whether an instance may be deleted, and which disks go and which stay. */
  static Intent check(Tables tables, Caller caller, DeleteInstance request) throws Refusal {
    InstanceRow instance = InstanceTransitions.find(tables, caller, request.instanceId());
    boolean force = Boolean.TRUE.equals(request.force());
    boolean running = instance.status() == InstanceStatus.RUNNING;
    if (instance.status() != InstanceStatus.STOPPED && !(running && force)) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
    if (instance.deletionProtection()) {
      throw new Refusal(InstanceError.INVALID_OPERATION_DELETION_PROTECTION, instance.instanceId());
    }
    List<DiskRow> going = new ArrayList<>();
    List<DiskRow> staying = new ArrayList<>();
    boolean locked = Locks.security(instance);
    for (DiskRow disk : tables.disks().ofInstance(instance.instanceId())) {
      checkWhole(disk);
      (disk.deleteWithInstance() || locked ? going : staying).add(disk);
    }
    for (DiskRow disk : tables.disks().madeWith(instance.instanceId())) {
      boolean alone = disk.instanceId() == null && disk.status() == DiskStatus.AVAILABLE;
      if (alone && disk.deleteWithInstance()) {
        going.add(disk);
      }
    }
    for (DiskRow disk : going) {
      if (tables.snapshots().unfinishedOf(disk.diskId()) > 0) {
        throw new Refusal(DiskError.DISK_CREATING_SNAPSHOT, disk.diskId());
      }
    }
    return new Intent(going, staying);
  }

  /**
   * A disk whose rollback or emptying broke off is settled by the next start, which has to find it
   * where it was.
   */
  private static void checkWhole(DiskRow disk) throws Refusal {
    if (disk.status() == DiskStatus.REINITING) {
      throw new Refusal(
          GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
    }
  }

  /** What is deleted and what is detached. */
  record Intent(List<DiskRow> going, List<DiskRow> staying) {
    List<String> diskIds() {
      List<String> ids = new ArrayList<>(going.stream().map(DiskRow::diskId).toList());
      ids.addAll(staying.stream().map(DiskRow::diskId).toList());
      return ids;
    }
  }
}
