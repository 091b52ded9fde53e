package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Rewinding.Intent;
import dev.stillpoint.control.disk.Rewinding.Way;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import java.util.EnumSet;
import java.util.List;

/** ReInitDisk: a disk becomes what it was born as, empty or with the bytes of its snapshot. */
final class DiskReinit {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final String DESCRIPTION = "The disk as it was before it was reinitialised";

  private final Foundation foundation;
  private final DiskHolding holding;
  private final Rewinding rewinding;
  private final InstanceStarter starter;

  DiskReinit(Foundation foundation, InstanceStarter starter) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
    this.rewinding = new Rewinding(foundation);
    this.starter = starter;
  }

  /** Answers the group that keeps the abandoned present. */
  String reinit(Caller caller, ReInitDisk request) throws Refusal {
    checkForm(request);
    String diskId = request.diskId();
    foundation.admission().admit(caller, "ReInitDisk", null, List.of(Resource.disk(diskId)));
    Intent intent;
    try (Held _ = holding.hold(List.of(diskId), source(diskId))) {
      if (Boolean.TRUE.equals(request.autoStartInstance())) {
        permitStart(caller, diskId);
      }
      intent =
          foundation
              .catalog()
              .write(tables -> {
                Way way = check(tables, caller, diskId);
                return rewinding.intend(tables, List.of(way), DESCRIPTION);
              });
      rewinding.carryOut(intent);
    }
    if (Boolean.TRUE.equals(request.autoStartInstance())) {
      start(intent.members().getFirst().disk());
    }
    return intent.undo().groupId();
  }

  /** What starts an instance asks as if that had been called, while the disk cannot move. */
  private void permitStart(Caller caller, String diskId) throws Refusal {
    List<Resource> instances =
        foundation
            .catalog()
            .read(tables -> tables.disks().find(caller.accountId(), diskId))
            .filter(disk -> disk.instanceId() != null)
            .stream()
            .map(disk -> Resource.instance(disk.instanceId()))
            .toList();
    foundation.admission().permit(caller, "StartInstance", instances, Circumstances.NONE);
  }

  private static void checkForm(ReInitDisk request) throws Refusal {
    TextRule.require(request.diskId(), "DiskId");
    if (!TextRule.absent(request.password()) && !TextRule.PASSWORD.allows(request.password())) {
      throw new Refusal(DiskChangeError.INVALID_PASSWORD_MALFORMED);
    }
    String strategy = request.securityEnhancementStrategy();
    if (!TextRule.absent(strategy) && !List.of("Active", "Deactive").contains(strategy)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "SecurityEnhancementStrategy");
    }
  }

  /** The snapshot that the disk was born from has to stay meanwhile. */
  private List<String> source(String diskId) {
    return foundation
        .catalog()
        .read(tables -> tables.disks().find(diskId))
        .map(DiskRow::sourceSnapshotId)
        .filter(id -> !id.isEmpty())
        .stream()
        .toList();
  }

  private static Way check(Tables tables, Caller caller, String diskId) throws Refusal {
    DiskRow disk = DiskHolding.find(tables, caller, diskId);
    if (DiskKinds.multiAttach(disk)) {
      throw new Refusal(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, diskId);
    }
    if (disk.status() != DiskStatus.IN_USE) {
      throw new Refusal(GroupError.INCORRECT_DISK_STATUS, diskId, Statuses.wire(disk.status()));
    }
    if (DiskKinds.category(disk).ephemeral()) {
      throw new Refusal(GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED, diskId, disk.category());
    }
    DiskHolding.checkAtRest(tables, disk);
    for (InstanceRow instance : DiskHolding.instances(tables, disk)) {
      DiskHolding.checkUnlocked(instance);
      DiskHolding.checkStatus(instance, EnumSet.of(InstanceStatus.STOPPED));
    }
    KeyRules.check(
        tables, disk.accountId(), disk.diskId(), KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND);
    if (tables.snapshots().unfinishedOf(diskId) > 0) {
      throw new Refusal(DiskError.DISK_CREATING_SNAPSHOT, diskId);
    }
    return new Way(disk, source(tables, disk));
  }

  private static SnapshotRow source(Tables tables, DiskRow disk) throws Refusal {
    if (disk.sourceSnapshotId().isEmpty()) {
      return null;
    }
    return tables
        .snapshots()
        .find(disk.sourceSnapshotId())
        .filter(row ->
            row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED)
        .orElseThrow(
            () -> new Refusal(DiskChangeError.INVALID_SOURCE_SNAPSHOT, disk.sourceSnapshotId()));
  }

  /** The disk is ready, whatever keeps the instance from starting; so that is only logged. */
  private void start(DiskRow disk) {
    try {
      starter.start(Caller.root(disk.accountId()), disk.instanceId());
    } catch (Refusal e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "instance " + disk.instanceId() + " was not started after a disk was reinitialised",
          e);
    }
  }
}
