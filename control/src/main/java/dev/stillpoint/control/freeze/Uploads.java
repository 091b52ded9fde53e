package dev.stillpoint.control.freeze;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.port.SnapshotUpload.Item;
import java.util.List;
import java.util.Set;

/**
 * What happens to snapshots once they are frozen: they can be read, and they are on their way to
 * the archive.
 */
public final class Uploads {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private static final int COMPLETE = 100;

  private final Foundation foundation;

  public Uploads(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Opens the exports of frozen snapshots. One that cannot be opened is logged; the snapshot exists
   * all the same.
   */
  public void publish(List<SnapshotRow> frozen) {
    for (SnapshotRow row : frozen) {
      try {
        foundation
            .gate()
            .publish(row.snapshotId(), new ExportTarget.Image(new ImageId(row.image())));
      } catch (BlockFault e) {
        LOG.log(System.Logger.Level.WARNING, "snapshot " + row.snapshotId() + " has no export", e);
      }
    }
  }

  /**
   * The catalog learns that members, and the group they belong to, were frozen; without an archive
   * they are complete by that.
   */
  public void confirm(Tables tables, List<SnapshotRow> members, Cut cut) {
    long lsn = cut.lsn().value();
    long at = cut.time().toEpochMilli();
    List<String> ids = members.stream().map(SnapshotRow::snapshotId).toList();
    boolean complete = foundation.upload().absent();
    if (complete) {
      tables.snapshots().setCutComplete(ids, lsn, at);
      tables.snapshotLocks().begin(ids, foundation.now());
    } else {
      tables.snapshots().setCut(ids, lsn, at);
    }
    String group = members.getFirst().groupId();
    if (group != null) {
      tables
          .groups()
          .setCut(
              group, complete ? SnapshotState.ACCOMPLISHED : SnapshotState.PROGRESSING, lsn, at);
    }
  }

  /** Begins to upload snapshots of one instant that were just confirmed, if there is an archive. */
  public void begin(List<SnapshotRow> frozen) {
    if (!foundation.upload().absent()) {
      resume(frozen);
    }
  }

  /** Goes on with snapshots of one instant that are not complete. */
  public void resume(List<SnapshotRow> frozen) {
    List<Item> items =
        frozen.stream().map(row -> new Item(row.snapshotId(), new ImageId(row.image()))).toList();
    foundation.upload().begin(items, this::reached);
  }

  private void reached(List<String> snapshotIds, int percent) {
    foundation
        .catalog()
        .write(tables -> {
          tables.snapshots().setProgress(snapshotIds, percent, foundation.now());
          if (percent >= COMPLETE) {
            tables.snapshotLocks().begin(snapshotIds, foundation.now());
          }
          Set<String> groups = tables.snapshots().groupsOf(snapshotIds);
          groups.forEach(group -> settle(tables, group));
          return groups;
        });
  }

  /** A progressing group is accomplished once every member is. */
  static void settle(Tables tables, String groupId) {
    boolean progressing =
        tables
            .groups()
            .find(groupId)
            .map(GroupRow::state)
            .filter(state -> state == SnapshotState.PROGRESSING)
            .isPresent();
    boolean complete =
        tables.snapshots().ofGroup(groupId).stream()
            .allMatch(row ->
                row.state() == SnapshotState.ACCOMPLISHED || row.state() == SnapshotState.DELETING);
    if (progressing && complete) {
      tables.groups().setState(groupId, SnapshotState.ACCOMPLISHED);
    }
  }
}
