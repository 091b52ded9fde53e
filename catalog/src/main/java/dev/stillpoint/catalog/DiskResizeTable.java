package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Disks that grow, and those whose growth is not shown to a running instance yet. */
public final class DiskResizeTable {
  private final Handle handle;

  DiskResizeTable(Handle handle) {
    this.handle = handle;
  }

  /** A disk is to grow. */
  public void intend(String diskId, int toGib, Integer shownGib) {
    handle
        .createUpdate(
            """
            INSERT INTO disk_resizes VALUES (:id, :to, :shown, 1)
            ON CONFLICT (disk_id) DO UPDATE SET to_gib = :to, shown_gib = :shown, intended = 1
            """)
        .bind("id", diskId)
        .bind("to", toGib)
        .bind("shown", shownGib)
        .execute();
  }

  /** What is known about one disk. */
  public Optional<DiskResizeRow> find(String diskId) {
    return handle
        .createQuery("SELECT * FROM disk_resizes WHERE disk_id = :id")
        .bind("id", diskId)
        .mapTo(DiskResizeRow.class)
        .findOne();
  }

  /** Every disk of which it is not known whether it grew. */
  public List<DiskResizeRow> intended() {
    return handle
        .createQuery("SELECT * FROM disk_resizes WHERE intended = 1 ORDER BY disk_id")
        .mapTo(DiskResizeRow.class)
        .list();
  }

  /** A disk has grown; the row stays only while its export shows less. */
  public void confirm(DiskResizeRow row) {
    handle
        .createUpdate("UPDATE disks SET size_gib = :to WHERE disk_id = :id")
        .bind("id", row.diskId())
        .bind("to", row.toGib())
        .execute();
    settle(row);
  }

  /** A disk did not grow; the row stays only while its export shows less than it has. */
  public void giveUp(DiskResizeRow row) {
    settle(row);
  }

  private void settle(DiskResizeRow row) {
    handle
        .createUpdate(
            """
            UPDATE disk_resizes SET intended = 0,
              to_gib = (SELECT size_gib FROM disks WHERE disks.disk_id = disk_resizes.disk_id)
            WHERE disk_id = :id
            """)
        .bind("id", row.diskId())
        .execute();
    handle
        .createUpdate(
            """
            DELETE FROM disk_resizes
            WHERE disk_id = :id AND (shown_gib IS NULL OR shown_gib >= to_gib)
            """)
        .bind("id", row.diskId())
        .execute();
  }

  /** The exports of an instance's disks were opened anew and show what the disks have. */
  public void shown(String instanceId) {
    handle
        .createUpdate(
            """
            DELETE FROM disk_resizes
            WHERE intended = 0 AND disk_id IN (SELECT disk_id FROM disks WHERE instance_id = :id)
            """)
        .bind("id", instanceId)
        .execute();
  }

  /** The export of a disk is closed, or was opened anew. */
  public void shownOf(String diskId) {
    handle
        .createUpdate("DELETE FROM disk_resizes WHERE intended = 0 AND disk_id = :id")
        .bind("id", diskId)
        .execute();
  }
}
