package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
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
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ResetDisks and ResetDisk: disks go back to snapshots of theirs, one alone or several of a group.
 */
final class DiskRollback {
  private static final String DESCRIPTION = "The disks as they were before they went back to ";

  private final Foundation foundation;
  private final DiskHolding holding;
  private final Rewinding rewinding;

  DiskRollback(Foundation foundation) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
    this.rewinding = new Rewinding(foundation);
  }

  /** Several disks, all or none, to snapshots of one group. */
  ResetAnswer reset(Caller caller, ResetDisks request) throws Refusal {
    checkForm(request);
    foundation.admission().admit(caller, "ResetDisks", request.regionId(), named(request.disks()));
    return goBack(caller, request.disks(), true, Boolean.TRUE.equals(request.dryRun()));
  }

  /** One disk to any of its snapshots. */
  ResetAnswer reset(Caller caller, ResetDisk request) throws Refusal {
    DiskReset reset =
        new DiskReset(
            TextRule.require(request.diskId(), "DiskId"),
            TextRule.require(request.snapshotId(), "SnapshotId"));
    foundation.admission().admit(caller, "ResetDisk", null, named(List.of(reset)));
    return goBack(caller, List.of(reset), false, Boolean.TRUE.equals(request.dryRun()));
  }

  private ResetAnswer goBack(
      Caller caller, List<DiskReset> resets, boolean ofOneGroup, boolean dryRun) throws Refusal {
    List<String> diskIds = resets.stream().map(DiskReset::diskId).toList();
    List<String> snapshotIds = resets.stream().map(DiskReset::snapshotId).toList();
    try (Held _ = holding.hold(diskIds, snapshotIds)) {
      Intent intent =
          foundation
              .catalog()
              .write(tables -> {
                List<Way> ways = check(tables, caller, resets);
                if (ofOneGroup) {
                  checkGroup(tables, ways);
                }
                if (dryRun) {
                  throw new Refusal(SharedError.DRY_RUN_OPERATION);
                }
                return rewinding.intend(tables, ways, DESCRIPTION + origin(ways.getFirst()));
              });
      rewinding.carryOut(intent);
      return answer(intent);
    }
  }

  private static String origin(Way way) {
    SnapshotRow target = way.target();
    return target.groupId() == null ? target.snapshotId() : target.groupId();
  }

  private static ResetAnswer answer(Intent intent) {
    return new ResetAnswer(
        intent.undo().groupId(),
        intent.members().stream()
            .map(m -> new ItemOutcome(m.target().snapshotId(), m.disk().diskId(), "", ""))
            .toList());
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

  private static List<Resource> named(List<DiskReset> resets) {
    List<Resource> named = new ArrayList<>();
    for (DiskReset reset : resets) {
      named.add(Resource.disk(reset.diskId()));
      named.add(Resource.snapshot(reset.snapshotId()));
    }
    return named;
  }

  private static List<Way> check(Tables tables, Caller caller, List<DiskReset> resets)
      throws Refusal {
    List<Way> ways = new ArrayList<>();
    for (DiskReset reset : resets) {
      ways.add(check(tables, caller, reset));
    }
    return ways;
  }

  private static void checkGroup(Tables tables, List<Way> ways) throws Refusal {
    String group = ways.getFirst().target().groupId();
    for (Way way : ways) {
      if (group == null || !group.equals(way.target().groupId())) {
        throw mismatch(tables, way.target(), way.disk());
      }
    }
  }

  private static Way check(Tables tables, Caller caller, DiskReset reset) throws Refusal {
    DiskRow disk = DiskHolding.find(tables, caller, reset.diskId());
    SnapshotRow target =
        tables
            .snapshots()
            .find(caller.accountId(), reset.snapshotId())
            .filter(row -> row.state() != SnapshotState.DELETING)
            .orElseThrow(
                () -> new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, reset.snapshotId()));
    DiskHolding.checkSteady(disk);
    DiskHolding.checkAtRest(tables, disk);
    for (InstanceRow instance : DiskHolding.instances(tables, disk)) {
      DiskHolding.checkUnlocked(instance);
      DiskHolding.checkStatus(instance, EnumSet.of(InstanceStatus.STOPPED));
    }
    if (target.state() != SnapshotState.ACCOMPLISHED) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY, target.snapshotId());
    }
    if (target.sourceVolume() != disk.volume()) {
      throw mismatch(tables, target, disk);
    }
    KeyRules.check(
        tables, disk.accountId(), disk.diskId(), KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND);
    if (tables.snapshots().unfinishedOf(disk.diskId()) > 0) {
      throw new Refusal(DiskError.INCORRECT_DISK_STATUS_HAS_UNFINISHED_SNAPSHOT, disk.diskId());
    }
    return new Way(disk, target);
  }

  private static Refusal mismatch(Tables tables, SnapshotRow snapshot, DiskRow disk) {
    if (tables.disks().find(snapshot.sourceDiskId()).isEmpty()) {
      return new Refusal(DiskChangeError.DISK_NOT_FOUND, snapshot.snapshotId());
    }
    return new Refusal(DiskError.INVALID_PARAMETER_MISMATCH, snapshot.snapshotId(), disk.diskId());
  }
}
