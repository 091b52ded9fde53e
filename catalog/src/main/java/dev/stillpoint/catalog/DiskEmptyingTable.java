package dev.stillpoint.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Disks that are being emptied. */
public final class DiskEmptyingTable {
  private final Handle handle;

  DiskEmptyingTable(Handle handle) {
    this.handle = handle;
  }

  /** A disk is to become empty. */
  public void add(String diskId, long engineGroup) {
    handle
        .createUpdate("INSERT INTO disk_emptyings VALUES (:id, :group)")
        .bind("id", diskId)
        .bind("group", engineGroup)
        .execute();
  }

  /** All of them. */
  public List<DiskEmptyingRow> all() {
    return handle
        .createQuery("SELECT * FROM disk_emptyings ORDER BY disk_id")
        .mapTo(DiskEmptyingRow.class)
        .list();
  }

  /** A disk is empty, or does not become so. */
  public void remove(String diskId) {
    handle
        .createUpdate("DELETE FROM disk_emptyings WHERE disk_id = :id")
        .bind("id", diskId)
        .execute();
  }
}
