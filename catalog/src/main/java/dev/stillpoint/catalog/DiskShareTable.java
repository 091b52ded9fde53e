package dev.stillpoint.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which accounts know of disks that are not theirs. A share goes with its disk. */
public final class DiskShareTable {
  private final Handle handle;

  DiskShareTable(Handle handle) {
    this.handle = handle;
  }

  /** Shares a disk; one that is shared already stays so. */
  public void add(DiskShareRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO disk_shares (disk_id, account_id, since)
            VALUES (:diskId, :accountId, :since) ON CONFLICT DO NOTHING
            """)
        .bindMethods(row)
        .execute();
  }

  /** Ends a share; one that is not there is no error. */
  public void remove(String diskId, String accountId) {
    handle
        .createUpdate("DELETE FROM disk_shares WHERE disk_id = :disk AND account_id = :account")
        .bind("disk", diskId)
        .bind("account", accountId)
        .execute();
  }

  /** Whether a disk is shared with an account. */
  public boolean shared(String diskId, String accountId) {
    return handle
        .createQuery("SELECT 1 FROM disk_shares WHERE disk_id = :disk AND account_id = :account")
        .bind("disk", diskId)
        .bind("account", accountId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Every share, by disk. */
  public List<DiskShareRow> all() {
    return handle
        .createQuery("SELECT * FROM disk_shares ORDER BY disk_id, account_id")
        .mapTo(DiskShareRow.class)
        .list();
  }
}
