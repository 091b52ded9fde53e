package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Disks on their way to another category or level. */
public final class DiskMoveTable {
  private final Handle handle;

  DiskMoveTable(Handle handle) {
    this.handle = handle;
  }

  /** A disk sets out. */
  public void add(DiskMoveRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO disk_moves VALUES (
              :diskId, :taskId, :category, :performanceLevel, :provisionedIops, :zoneId)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Where a disk goes, if it is on its way. */
  public Optional<DiskMoveRow> find(String diskId) {
    return handle
        .createQuery("SELECT * FROM disk_moves WHERE disk_id = :id")
        .bind("id", diskId)
        .mapTo(DiskMoveRow.class)
        .findOne();
  }

  /** Those of several disks that are on their way. */
  public Set<String> among(Collection<String> diskIds) {
    if (diskIds.isEmpty()) {
      return Set.of();
    }
    return new TreeSet<>(
        handle
            .createQuery("SELECT disk_id FROM disk_moves WHERE disk_id IN (<ids>)")
            .bindList("ids", List.copyOf(diskIds))
            .mapTo(String.class)
            .list());
  }

  /** All that are on their way. */
  public List<DiskMoveRow> all() {
    return handle
        .createQuery("SELECT * FROM disk_moves ORDER BY disk_id")
        .mapTo(DiskMoveRow.class)
        .list();
  }

  /** A disk is there. */
  public void arrive(DiskMoveRow row) {
    handle
        .createUpdate(
            """
            UPDATE disks SET category = :category, performance_level = :performanceLevel,
              provisioned_iops = :provisionedIops, zone_id = :zoneId,
              bursting_enabled = CASE WHEN :category = 'cloud_auto' THEN bursting_enabled ELSE 0 END
            WHERE disk_id = :diskId
            """)
        .bindMethods(row)
        .execute();
    handle
        .createUpdate("DELETE FROM disk_moves WHERE disk_id = :id")
        .bind("id", row.diskId())
        .execute();
  }
}
