package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskEmptyingRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.freeze.Uploads;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.step.CrashPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every way back shares: the undo group as INTENDED and the disks as REINITING, the engine,
 * both confirmed. To go back to a snapshot is one record; to become empty is a record that freezes
 * the present, and then as many as it takes to drop every block, which reconciliation takes up
 * again after a crash.
 */
final class Rewinding {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;
  private final Uploads uploads;
  private final Volumes volumes;

  Rewinding(Foundation foundation) {
    this.foundation = foundation;
    this.uploads = new Uploads(foundation);
    this.volumes = new Volumes(foundation);
  }

  /**
   * A disk and where it goes.
   *
   * @param target null means that the disk becomes empty; then it is the only one
   */
  record Way(DiskRow disk, SnapshotRow target) {}

  /** Writes down what is to happen; in the transaction that checked whether it may. */
  Intent intend(Tables tables, List<Way> ways, String description) {
    GroupRow undo = undoGroup(tables, ways, description);
    tables.groups().add(undo);
    List<Member> members = new ArrayList<>();
    for (Way way : ways) {
      SnapshotRow kept = undoSnapshot(tables, undo, way.disk(), members.size());
      tables.snapshots().add(kept);
      tables.disks().setStatus(way.disk().diskId(), DiskStatus.REINITING);
      members.add(new Member(way.disk(), way.target(), kept));
      if (way.target() == null) {
        tables.diskEmptyings().add(way.disk().diskId(), undo.engineGroup());
      }
    }
    return new Intent(undo, members);
  }

  /** Does what was written down. */
  void carryOut(Intent intent) throws Refusal {
    foundation.reached(CrashPoint.RESET_INTENDED);
    for (Member member : intent.members()) {
      foundation.withdraw(member.disk().diskId(), Withdrawal.IMMEDIATE);
    }
    Cut cut = act(intent);
    if (intent.empties()) {
      empty(intent, cut);
    }
    uploads.publish(intent.kept());
    foundation.reached(CrashPoint.RESET_DONE);
    foundation
        .catalog()
        .write(tables -> {
          uploads.confirm(tables, intent.kept(), cut);
          intent.members().forEach(member -> settle(tables, member.disk()));
          return intent;
        });
    foundation.reached(CrashPoint.RESET_CONFIRMED);
    uploads.begin(intent.kept());
  }

  private Cut act(Intent intent) throws Refusal {
    GroupId group = new GroupId(intent.undo().engineGroup());
    try {
      return intent.empties()
          ? foundation.engine().freeze(group, intent.presents())
          : foundation.engine().rollBack(group, intent.orders());
    } catch (BlockFault e) {
      throw givenUp(intent, e);
    }
  }

  /**
   * Drops every block. What it cannot drop now is dropped later, by {@link #goOn}; its present is
   * kept, and that is confirmed at once.
   */
  private void empty(Intent intent, Cut cut) throws Refusal {
    foundation.reached(CrashPoint.REINIT_FROZEN);
    try {
      volumes.empty(intent.members().getFirst().disk());
    } catch (BlockFault e) {
      uploads.publish(intent.kept());
      foundation
          .catalog()
          .write(tables -> {
            uploads.confirm(tables, intent.kept(), cut);
            return intent;
          });
      uploads.begin(intent.kept());
      throw Foundation.refusal(e);
    }
  }

  /**
   * Empties a disk to the end, if that was begun, failed after its present was kept, and can be
   * done now. Whoever calls holds the disk.
   *
   * @return whether it was done
   */
  boolean goOn(DiskEmptyingRow emptying) {
    Optional<DiskRow> disk =
        foundation
            .catalog()
            .read(tables -> {
              boolean kept =
                  tables.diskEmptyings().all().contains(emptying)
                      && tables.snapshots().inTransition().stream()
                          .noneMatch(row ->
                              row.state() == SnapshotState.INTENDED
                                  && row.engineGroup() == emptying.engineGroup());
              return kept ? tables.disks().find(emptying.diskId()) : Optional.<DiskRow>empty();
            });
    if (disk.isEmpty()) {
      return false;
    }
    try {
      volumes.empty(disk.get());
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "disk " + emptying.diskId() + " stays ReIniting", e);
      return false;
    }
    foundation
        .catalog()
        .write(tables -> {
          settle(tables, disk.get());
          return disk;
        });
    return true;
  }

  private GroupRow undoGroup(Tables tables, List<Way> ways, String description) {
    DiskRow first = ways.getFirst().disk();
    long distinct =
        ways.stream().map(w -> String.valueOf(w.disk().instanceId())).distinct().count();
    boolean one = distinct == 1 && first.instanceId() != null;
    long now = foundation.now();
    return new GroupRow(
        foundation.identifiers().group(),
        first.accountId(),
        tables.sequences().next(Sequence.GROUP),
        first.regionId(),
        first.resourceGroupId(),
        "auto-undo",
        description,
        one ? first.instanceId() : "",
        SnapshotState.INTENDED,
        true,
        null,
        null,
        now,
        now + Duration.ofDays(foundation.limits().undoKeepDays()).toMillis());
  }

  private SnapshotRow undoSnapshot(Tables tables, GroupRow undo, DiskRow disk, int position) {
    return undo.member(
        foundation.identifiers().member(undo.groupId()),
        disk,
        position,
        tables.sequences().next(Sequence.IMAGE),
        SnapshotType.AUTO,
        "standard");
  }

  /** A disk is again what it was before it was REINITING. */
  private static void settle(Tables tables, DiskRow disk) {
    tables.diskEmptyings().remove(disk.diskId());
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

  /** One disk of an intent, with the snapshot that keeps its present. */
  record Member(DiskRow disk, SnapshotRow target, SnapshotRow undo) {}

  /** What was written down. */
  record Intent(GroupRow undo, List<Member> members) {
    List<SnapshotRow> kept() {
      return members.stream().map(Member::undo).toList();
    }

    private boolean empties() {
      return members.getFirst().target() == null;
    }

    private List<Rollback> orders() {
      return members.stream()
          .map(member ->
              new Rollback(
                  new VolumeId(member.disk().volume()),
                  new ImageId(member.target().image()),
                  new ImageId(member.undo().image())))
          .toList();
    }

    private List<Freeze> presents() {
      return members.stream()
          .map(member ->
              new Freeze(new VolumeId(member.disk().volume()), new ImageId(member.undo().image())))
          .toList();
    }
  }
}
