package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.freeze.Uploads;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * ResetDisks: the undo group as INTENDED and the disks as REINITING, one record in the engine, both
 * confirmed.
 */
final class DiskRollback {
  private final Foundation foundation;
  private final Uploads uploads;

  DiskRollback(Foundation foundation) {
    this.foundation = foundation;
    this.uploads = new Uploads(foundation);
  }

  ResetAnswer reset(Caller caller, ResetDisks request) throws Refusal {
    checkForm(request);
    foundation.admission().admit(caller, "ResetDisks", request.regionId(), named(request));
    try (Held _ = foundation.locks().hold(objects(caller, request))) {
      Intent intent = foundation.catalog().write(tables -> intend(tables, caller, request));
      foundation.reached(CrashPoint.RESET_INTENDED);
      for (Member member : intent.members()) {
        foundation.withdraw(member.disk().diskId(), Withdrawal.IMMEDIATE);
      }
      Cut cut;
      try {
        cut =
            foundation.engine().rollBack(new GroupId(intent.undo().engineGroup()), intent.orders());
      } catch (BlockFault e) {
        throw givenUp(intent, e);
      }
      uploads.publish(intent.kept());
      foundation.reached(CrashPoint.RESET_DONE);
      foundation
          .catalog()
          .write(tables -> {
            confirm(tables, intent, cut);
            return intent;
          });
      foundation.reached(CrashPoint.RESET_CONFIRMED);
      uploads.begin(intent.kept());
      return intent.answer();
    }
  }

  private void checkForm(ResetDisks request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.disks().isEmpty()) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "Disk.1.DiskId");
    }
    int most = foundation.limits().groupDisksMax();
    if (request.disks().size() > most) {
      throw new Refusal(GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, most, request.disks().size());
    }
    Set<String> seen = new HashSet<>();
    for (DiskReset reset : request.disks()) {
      TextRule.require(reset.diskId(), "Disk.N.DiskId");
      TextRule.require(reset.snapshotId(), "Disk.N.SnapshotId");
      if (!seen.add(reset.diskId())) {
        throw new Refusal(SharedError.INVALID_PARAMETER, "Disk.N.DiskId");
      }
    }
  }

  /** The disks, their snapshots, and the instances that they hang off now. */
  private static List<Resource> named(ResetDisks request) {
    List<Resource> named = new ArrayList<>();
    for (DiskReset reset : request.disks()) {
      named.add(Resource.disk(reset.diskId()));
      named.add(Resource.snapshot(reset.snapshotId()));
    }
    return named;
  }

  private Set<String> objects(Caller caller, ResetDisks request) {
    Set<String> ids = new TreeSet<>();
    foundation
        .catalog()
        .read(tables -> {
          for (DiskReset reset : request.disks()) {
            ids.add(reset.diskId());
            ids.add(reset.snapshotId());
            tables
                .disks()
                .find(caller.accountId(), reset.diskId())
                .map(DiskRow::instanceId)
                .ifPresent(ids::add);
          }
          return ids;
        });
    return ids;
  }

  private Intent intend(Tables tables, Caller caller, ResetDisks request) throws Refusal {
    List<Member> members = new ArrayList<>();
    for (DiskReset reset : request.disks()) {
      members.add(check(tables, caller, reset));
    }
    Member first = members.getFirst();
    for (Member member : members) {
      if (first.target().groupId() == null
          || !first.target().groupId().equals(member.target().groupId())) {
        throw mismatch(member.target(), member.disk());
      }
    }
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    GroupRow undo = undoGroup(tables, members);
    tables.groups().add(undo);
    List<Member> named = new ArrayList<>();
    for (Member member : members) {
      SnapshotRow kept = undoSnapshot(tables, undo, member.disk(), named.size());
      tables.snapshots().add(kept);
      tables.disks().setStatus(member.disk().diskId(), DiskStatus.REINITING);
      named.add(new Member(member.disk(), member.target(), kept));
    }
    return new Intent(undo, named);
  }

  private Member check(Tables tables, Caller caller, DiskReset reset) throws Refusal {
    DiskRow disk =
        tables
            .disks()
            .find(caller.accountId(), reset.diskId())
            .filter(row -> row.status() != DiskStatus.DELETING)
            .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, reset.diskId()));
    SnapshotRow target =
        tables
            .snapshots()
            .find(caller.accountId(), reset.snapshotId())
            .filter(row -> row.state() != SnapshotState.DELETING)
            .orElseThrow(
                () -> new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, reset.snapshotId()));
    if (disk.status() != DiskStatus.AVAILABLE && disk.status() != DiskStatus.IN_USE) {
      throw new Refusal(
          GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
    }
    if (disk.instanceId() != null) {
      checkInstance(tables.instances().find(disk.instanceId()).orElseThrow());
    }
    if (target.state() != SnapshotState.ACCOMPLISHED) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY, target.snapshotId());
    }
    if (target.sourceVolume() != disk.volume()) {
      throw mismatch(target, disk);
    }
    KeyRules.check(
        tables, disk.accountId(), disk.diskId(), KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND);
    if (tables.snapshots().unfinishedOf(disk.diskId()) > 0) {
      throw new Refusal(DiskError.INCORRECT_DISK_STATUS_HAS_UNFINISHED_SNAPSHOT, disk.diskId());
    }
    return new Member(disk, target, null);
  }

  private static void checkInstance(InstanceRow instance) throws Refusal {
    if (Locks.security(instance)) {
      throw new Refusal(GroupError.INSTANCE_LOCKED_FOR_SECURITY, instance.instanceId());
    }
    if (instance.status() != InstanceStatus.STOPPED) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403,
          instance.instanceId(),
          Statuses.wire(instance.status()));
    }
  }

  private static Refusal mismatch(SnapshotRow snapshot, DiskRow disk) {
    return new Refusal(DiskError.INVALID_PARAMETER_MISMATCH, snapshot.snapshotId(), disk.diskId());
  }

  private GroupRow undoGroup(Tables tables, List<Member> members) {
    DiskRow first = members.getFirst().disk();
    long distinct =
        members.stream().map(m -> String.valueOf(m.disk().instanceId())).distinct().count();
    boolean one = distinct == 1 && first.instanceId() != null;
    long now = foundation.now();
    return new GroupRow(
        foundation.identifiers().group(),
        first.accountId(),
        tables.sequences().next(Sequence.GROUP),
        first.regionId(),
        first.resourceGroupId(),
        "auto-undo",
        "The disks as they were before they went back to " + members.getFirst().target().groupId(),
        one ? first.instanceId() : "",
        SnapshotState.INTENDED,
        true,
        null,
        null,
        now,
        now + Duration.ofDays(foundation.limits().undoKeepDays()).toMillis());
  }

  private SnapshotRow undoSnapshot(Tables tables, GroupRow undo, DiskRow disk, int position) {
    return new SnapshotRow(
        foundation.identifiers().snapshot(),
        undo.accountId(),
        undo.groupId(),
        position,
        tables.sequences().next(Sequence.IMAGE),
        undo.engineGroup(),
        undo.regionId(),
        undo.resourceGroupId(),
        undo.name(),
        undo.description(),
        SnapshotType.AUTO,
        SnapshotState.INTENDED,
        0,
        "standard",
        disk.diskId(),
        disk.type(),
        disk.volume(),
        disk.sizeGib(),
        null,
        null,
        null,
        undo.createdAt(),
        undo.createdAt(),
        undo.expiresAt());
  }

  private static void confirm(Tables tables, Intent intent, Cut cut) {
    Freezing.confirm(tables, intent.kept(), cut);
    for (Member member : intent.members()) {
      settle(tables, member.disk());
    }
  }

  /** A disk is again what it was before it was REINITING. */
  private static void settle(Tables tables, DiskRow disk) {
    tables
        .disks()
        .setStatus(
            disk.diskId(), disk.instanceId() == null ? DiskStatus.AVAILABLE : DiskStatus.IN_USE);
  }

  private Refusal givenUp(Intent intent, BlockFault fault) {
    if (!Foundation.leavesOpen(fault)) {
      foundation
          .catalog()
          .write(tables -> {
            for (Member member : intent.members()) {
              tables.snapshots().remove(member.undo().snapshotId());
              settle(tables, member.disk());
            }
            tables.groups().remove(intent.undo().groupId());
            return intent;
          });
    }
    return Foundation.refusal(fault, DiskError.OPERATION_DENIED);
  }

  private record Member(DiskRow disk, SnapshotRow target, SnapshotRow undo) {}

  private record Intent(GroupRow undo, List<Member> members) {
    List<Rollback> orders() {
      return members.stream()
          .map(member ->
              new Rollback(
                  new VolumeId(member.disk().volume()),
                  new ImageId(member.target().image()),
                  new ImageId(member.undo().image())))
          .toList();
    }

    List<SnapshotRow> kept() {
      return members.stream().map(Member::undo).toList();
    }

    ResetAnswer answer() {
      return new ResetAnswer(
          undo.groupId(),
          members.stream()
              .map(m -> new ItemOutcome(m.target().snapshotId(), m.disk().diskId(), "", ""))
              .toList());
    }
  }
}
