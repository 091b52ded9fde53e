package dev.stillpoint.control.operator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What snapshots hold that nobody else does. Thread-safe. */
public final class SnapshotDesk {
  private final Foundation foundation;

  SnapshotDesk(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * What the pool would be rid of without some snapshots.
   *
   * @param bytes if all of them were deleted
   * @param alone what each would free by itself, in the order in which they were named
   */
  public record Freed(long bytes, List<Alone> alone) {
    public Freed {
      alone = List.copyOf(alone);
    }
  }

  /**
   * One of them.
   *
   * @param bytes if it alone was deleted
   */
  public record Alone(String snapshotId, String diskId, long bytes) {}

  /**
   * Counts; nothing is deleted.
   *
   * @param snapshotIds of any account
   * @param groupId whose members count as named
   * @throws Refusal InvalidSnapshotId.NotFound, InvalidSnapshotGroup.NotFound
   */
  public Freed freedBy(List<String> snapshotIds, Optional<String> groupId)
      throws Refusal, NotPossible {
    if (snapshotIds.isEmpty() && groupId.isEmpty()) {
      throw new NotPossible("Name snapshots, or a group.");
    }
    List<SnapshotRow> rows =
        foundation.catalog().read(tables -> named(tables, snapshotIds, groupId));
    try {
      List<Alone> alone = new ArrayList<>();
      for (SnapshotRow row : rows) {
        alone.add(new Alone(row.snapshotId(), row.sourceDiskId(), bytesFreedBy(List.of(row))));
      }
      return new Freed(bytesFreedBy(rows), alone);
    } catch (BlockFault.NotFound _) {
      throw new NotPossible("One of the snapshots was deleted meanwhile.");
    } catch (BlockFault fault) {
      throw Foundation.refusal(fault);
    }
  }

  private static List<SnapshotRow> named(
      Tables tables, List<String> snapshotIds, Optional<String> groupId) throws Refusal {
    Map<String, SnapshotRow> rows = new LinkedHashMap<>();
    for (String id : snapshotIds) {
      rows.put(
          id,
          tables
              .snapshots()
              .find(id)
              .orElseThrow(() -> new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, id)));
    }
    if (groupId.isPresent()) {
      String group = groupId.get();
      if (tables.groups().find(group).isEmpty()) {
        throw new Refusal(GroupError.INVALID_SNAPSHOT_GROUP_NOT_FOUND, group);
      }
      tables.snapshots().ofGroup(group).forEach(row -> rows.putIfAbsent(row.snapshotId(), row));
    }
    return List.copyOf(rows.values());
  }

  /** One that was never frozen holds nothing. */
  private long bytesFreedBy(List<SnapshotRow> rows) throws BlockFault {
    return foundation
        .engine()
        .bytesFreedBy(
            rows.stream()
                .filter(row -> row.cutLsn() != null)
                .map(row -> new ImageId(row.image()))
                .toList());
  }
}
