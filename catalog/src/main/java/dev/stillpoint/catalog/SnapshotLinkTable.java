package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Chains: all snapshots of one disk. Rows come and go with those of snapshots, by themselves. */
public final class SnapshotLinkTable {
  private static final String CHAIN =
      "SELECT source_disk_id, image, source_disk_type, size_gib, category FROM snapshots WHERE "
          + "state IN ('PROGRESSING', 'ACCOMPLISHED') AND ";

  /** The number in the row counts failed snapshots, too, which are of no chain. */
  private static final String OF_FROZEN =
      "present > 0 AND EXISTS (SELECT 1 FROM snapshots WHERE source_disk_id = disk_id"
          + " AND state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED'))";

  private final Handle handle;

  SnapshotLinkTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * The chains that have a snapshot.
   *
   * @param diskIds of one of these; null means of any
   * @param instanceId of disks that are attached to it now; null means of any
   */
  public Slice<SnapshotLinkRow> list(
      String accountId, List<String> diskIds, String instanceId, Part part) {
    return new Selection("snapshot_links", "disk_id")
        .equal("account_id", accountId)
        .and(OF_FROZEN)
        .oneOf("disk_id", diskIds)
        .and("disk_id IN (SELECT disk_id FROM disks WHERE instance_id = ?)", instanceId)
        .slice(handle, SnapshotLinkRow.class, part);
  }

  /** True when a disk of that account has a snapshot. */
  public boolean exists(String accountId, String diskId) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM snapshot_links
              WHERE disk_id = :id AND account_id = :account AND %s)
            """
                .formatted(OF_FROZEN))
        .bind("id", diskId)
        .bind("account", accountId)
        .mapTo(Boolean.class)
        .one();
  }

  /** The frozen snapshots of several disks, each disk's in the order of their instants. */
  public Map<String, List<ChainRow>> chains(Collection<String> diskIds) {
    Map<String, List<ChainRow>> chains = new TreeMap<>();
    if (!diskIds.isEmpty()) {
      handle
          .createQuery(CHAIN + "source_disk_id IN (<ids>) ORDER BY source_disk_id, cut_lsn")
          .bindList("ids", List.copyOf(diskIds))
          .mapTo(ChainRow.class)
          .forEach(
              row -> chains.computeIfAbsent(row.sourceDiskId(), _ -> new ArrayList<>()).add(row));
    }
    return chains;
  }
}
