package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Shared volumes, which exist by name only. */
public final class SharedVolumeTable {
  private final Handle handle;

  SharedVolumeTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a volume. */
  public void add(SharedVolumeRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO shared_volumes (volume_id, account_id, status, created_at)
            VALUES (:volumeId, :accountId, :status, :createdAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The volume of that identifier. */
  public Optional<SharedVolumeRow> find(String volumeId) {
    return handle
        .createQuery("SELECT * FROM shared_volumes WHERE volume_id = :id")
        .bind("id", volumeId)
        .mapTo(SharedVolumeRow.class)
        .findOne();
  }

  /** Every volume, oldest first. */
  public List<SharedVolumeRow> all() {
    return handle
        .createQuery("SELECT * FROM shared_volumes ORDER BY created_at, volume_id")
        .mapTo(SharedVolumeRow.class)
        .list();
  }

  /** Changes where a volume stands. */
  public void setStatus(String volumeId, SharedVolumeStatus status) {
    handle
        .createUpdate("UPDATE shared_volumes SET status = :status WHERE volume_id = :id")
        .bind("status", status)
        .bind("id", volumeId)
        .execute();
  }

  /** Removes a volume. */
  public void remove(String volumeId) {
    handle
        .createUpdate("DELETE FROM shared_volumes WHERE volume_id = :id")
        .bind("id", volumeId)
        .execute();
  }
}
