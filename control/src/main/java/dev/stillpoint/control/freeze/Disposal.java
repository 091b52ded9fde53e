package dev.stillpoint.control.freeze;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.step.CrashPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Deletes snapshots: the rows as DELETING, the images, the rows; a group goes with its last member.
 */
public final class Disposal {
  private final Foundation foundation;

  public Disposal(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Marks a snapshot as going; every deletion passes here, whoever asks for it.
   *
   * @throws Refusal what keeps it, see {@link Protection}
   */
  public void intend(Tables tables, SnapshotRow row) throws Refusal {
    Protection.check(tables, row, foundation.now());
    tables.snapshots().setState(row.snapshotId(), SnapshotState.DELETING, foundation.now());
  }

  /**
   * Deletes what was marked.
   *
   * @param rows as they were before they were marked; all of one group, or one alone
   */
  public void delete(List<SnapshotRow> rows) throws Refusal {
    foundation.reached(CrashPoint.IMAGES_DELETE_INTENDED);
    for (SnapshotRow row : rows) {
      foundation.withdraw(row.snapshotId(), Withdrawal.IMMEDIATE);
    }
    List<ImageId> images =
        rows.stream()
            .filter(row -> row.cutLsn() != null)
            .map(row -> new ImageId(row.image()))
            .toList();
    try {
      if (!images.isEmpty()) {
        foundation.engine().deleteImages(images);
      }
    } catch (BlockFault.NotFound _) {
      deleteThoseThatExist(rows, images);
    } catch (BlockFault e) {
      throw givenUp(rows, e);
    }
    foundation.reached(CrashPoint.IMAGES_DELETE_DONE);
    foundation
        .catalog()
        .write(tables -> {
          forget(tables, rows);
          return rows;
        });
    foundation.reached(CrashPoint.IMAGES_DELETE_CONFIRMED);
  }

  private void deleteThoseThatExist(List<SnapshotRow> rows, List<ImageId> images) throws Refusal {
    Set<ImageId> known =
        foundation.engine().images().stream().map(ImageStatus::id).collect(Collectors.toSet());
    List<ImageId> left = images.stream().filter(known::contains).toList();
    try {
      if (!left.isEmpty()) {
        foundation.engine().deleteImages(left);
      }
    } catch (BlockFault e) {
      throw givenUp(rows, e);
    }
  }

  /** Removes the rows of snapshots whose images are gone, and groups that have none left. */
  public static void forget(Tables tables, List<SnapshotRow> rows) {
    Set<String> groups = new TreeSet<>();
    for (SnapshotRow row : rows) {
      tables.snapshots().remove(row.snapshotId());
      if (row.groupId() != null) {
        groups.add(row.groupId());
      }
    }
    for (String group : groups) {
      if (tables.snapshots().countOfGroup(group) == 0) {
        tables.groups().remove(group);
      } else {
        Uploads.settle(tables, group);
      }
    }
  }

  private Refusal givenUp(List<SnapshotRow> rows, BlockFault fault) {
    if (!Foundation.leavesOpen(fault)) {
      foundation
          .catalog()
          .write(tables -> {
            for (SnapshotRow row : rows) {
              tables.snapshots().setState(row.snapshotId(), row.state(), foundation.now());
            }
            return rows;
          });
      new Uploads(foundation)
          .publish(new ArrayList<>(rows.stream().filter(r -> r.cutLsn() != null).toList()));
    }
    return Foundation.refusal(fault);
  }
}
