package dev.stillpoint.control.instance;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.disk.SharedExports;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
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
 * StartInstance, StopInstance and RebootInstance. Exports are open before an instance is Running
 * and closed before it is Stopped.
 */
final class InstanceTransitions {
  private final Foundation foundation;
  private final Volumes volumes;
  private final SharedExports shared;

  InstanceTransitions(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
    this.shared = new SharedExports(foundation);
  }

  void start(Caller caller, String instanceId, Boolean dryRun) throws Refusal {
    TextRule.require(instanceId, "InstanceId");
    foundation
        .admission()
        .admit(caller, "StartInstance", null, List.of(Resource.instance(instanceId)));
    startAdmitted(caller, instanceId, dryRun);
  }

  /** Starts an instance for a caller who may. */
  void startAdmitted(Caller caller, String instanceId, Boolean dryRun) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      List<DiskRow> disks =
          foundation
              .catalog()
              .write(tables -> {
                checkStart(tables, find(tables, caller, instanceId));
                refuseDryRun(dryRun);
                tables.instances().setStatus(instanceId, InstanceStatus.STARTING);
                return attached(tables, instanceId);
              });
      foundation.reached(CrashPoint.START_INTENDED);
      publishAndRun(instanceId, disks);
    }
  }

  private void publishAndRun(String instanceId, List<DiskRow> disks) throws Refusal {
    publish(instanceId, disks);
    foundation.reached(CrashPoint.START_PUBLISHED);
    foundation.body().start(instanceId);
    foundation
        .catalog()
        .write(tables -> {
          InstanceStates.setRunning(tables, instanceId, foundation.now());
          return disks;
        });
    foundation.reached(CrashPoint.START_CONFIRMED);
  }

  /** Whether an instance can be started. */
  static void checkStart(Tables tables, InstanceRow instance) throws Refusal {
    checkUnlocked(instance);
    checkStatus(instance, InstanceStatus.STOPPED);
    List<DiskRow> attached = attached(tables, instance.instanceId());
    if (attached.stream().noneMatch(disk -> disk.type() == DiskType.SYSTEM)) {
      throw new Refusal(
          InstanceError.INVALID_INSTANCE_NOT_FOUND_SYSTEM_DISK, instance.instanceId());
    }
    for (DiskRow disk : withShared(tables, instance.instanceId(), attached)) {
      KeyRules.check(
          tables,
          disk.accountId(),
          disk.diskId(),
          KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND_403);
    }
  }

  /** Whether an instance can be stopped or rebooted. */
  static void checkRunning(InstanceRow instance) throws Refusal {
    checkUnlocked(instance);
    checkStatus(instance, InstanceStatus.RUNNING);
  }

  private static void refuseDryRun(Boolean dryRun) throws Refusal {
    if (Boolean.TRUE.equals(dryRun)) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
  }

  private void publish(String instanceId, List<DiskRow> disks) throws Refusal {
    try {
      for (DiskRow disk : disks) {
        volumes.publish(disk);
      }
      shared.open(instanceId);
    } catch (BlockFault e) {
      disks.forEach(disk -> foundation.withdraw(disk.diskId(), Withdrawal.IMMEDIATE));
      shared.close(instanceId, Withdrawal.IMMEDIATE);
      foundation
          .catalog()
          .write(tables -> {
            tables.instances().setStatus(instanceId, InstanceStatus.STOPPED);
            return disks;
          });
      throw Foundation.refusal(e);
    }
  }

  /**
   * Stops an instance and starts it again. Its status says Starting all the while, so that one that
   * dies meanwhile is Running again.
   */
  void reboot(Caller caller, RebootInstance request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    foundation
        .admission()
        .admit(caller, "RebootInstance", null, List.of(Resource.instance(instanceId)));
    rebootAdmitted(caller, request);
  }

  /** Reboots an instance for a caller who may. */
  void rebootAdmitted(Caller caller, RebootInstance request) throws Refusal {
    String instanceId = request.instanceId();
    Withdrawal how = how(request.forceStop());
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      List<DiskRow> disks =
          intendToLeave(caller, instanceId, request.dryRun(), InstanceStatus.STARTING);
      foundation.reached(CrashPoint.REBOOT_INTENDED);
      leave(instanceId, disks, how);
      foundation.reached(CrashPoint.REBOOT_WITHDRAWN);
      publishAndRun(instanceId, disks);
    }
  }

  private static Withdrawal how(Boolean forceStop) {
    return Boolean.TRUE.equals(forceStop) ? Withdrawal.IMMEDIATE : Withdrawal.GRACEFUL;
  }

  /** A running instance is on its way to another status; its disks, which are still exported. */
  private List<DiskRow> intendToLeave(
      Caller caller, String instanceId, Boolean dryRun, InstanceStatus meanwhile) throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          checkRunning(find(tables, caller, instanceId));
          refuseDryRun(dryRun);
          tables.instances().setStatus(instanceId, meanwhile);
          return attached(tables, instanceId);
        });
  }

  /** Ends what runs behind an instance, and everybody's way to its disks. */
  private void leave(String instanceId, List<DiskRow> disks, Withdrawal how) {
    foundation.body().stop(instanceId, how);
    disks.forEach(disk -> foundation.withdraw(disk.diskId(), how));
    shared.close(instanceId, how);
  }

  void stop(Caller caller, StopInstance request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    stoppedMode(request.stoppedMode());
    if (Boolean.TRUE.equals(request.hibernate())) {
      throw new Refusal(InstanceError.HIBERNATION_CONFIGURED_INSTANCE_OPERATION_FORBIDDEN);
    }
    foundation
        .admission()
        .admit(caller, "StopInstance", null, List.of(Resource.instance(instanceId)));
    stopAdmitted(caller, request);
  }

  /** Stops an instance for a caller who may. */
  void stopAdmitted(Caller caller, StopInstance request) throws Refusal {
    String instanceId = request.instanceId();
    String mode = stoppedMode(request.stoppedMode());
    Withdrawal how = how(request.forceStop());
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      List<DiskRow> disks =
          intendToLeave(caller, instanceId, request.dryRun(), InstanceStatus.STOPPING);
      foundation.reached(CrashPoint.STOP_INTENDED);
      leave(instanceId, disks, how);
      foundation.reached(CrashPoint.STOP_WITHDRAWN);
      foundation
          .catalog()
          .write(tables -> {
            tables.instances().setStopped(instanceId, mode);
            return disks;
          });
      foundation.reached(CrashPoint.STOP_CONFIRMED);
    }
  }

  /** The mode, or the default one. */
  static String stoppedMode(String text) throws Refusal {
    String mode = TextRule.absent(text) ? InstanceStates.KEEP_CHARGING : text;
    if (!mode.equals("KeepCharging") && !mode.equals("StopCharging")) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "StoppedMode");
    }
    return mode;
  }

  static InstanceRow find(Tables tables, Caller caller, String instanceId) throws Refusal {
    return tables
        .instances()
        .find(caller.accountId(), instanceId)
        .filter(row -> row.status() != InstanceStatus.DELETING)
        .orElseThrow(() -> new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, instanceId));
  }

  /** Those, and the disks that the instance holds together with others. */
  private static List<DiskRow> withShared(
      Tables tables, String instanceId, List<DiskRow> attached) {
    List<DiskRow> all = new ArrayList<>(attached);
    tables.diskHolders().ofInstance(instanceId).stream()
        .flatMap(holder -> tables.disks().find(holder.diskId()).stream())
        .forEach(all::add);
    return all;
  }

  private static List<DiskRow> attached(Tables tables, String instanceId) {
    return tables.disks().ofInstance(instanceId).stream()
        .filter(disk -> disk.status() == DiskStatus.IN_USE)
        .toList();
  }

  /** Whether an instance may be changed. */
  static void checkUnlocked(InstanceRow instance) throws Refusal {
    if (Locks.security(instance)) {
      throw new Refusal(GroupError.INSTANCE_LOCKED_FOR_SECURITY, instance.instanceId());
    }
  }

  private static void checkStatus(InstanceRow instance, InstanceStatus needed) throws Refusal {
    if (instance.status() != needed) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
  }
}
