package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Locks on snapshots; at most one each. */
public final class SnapshotLockTable {
  private final Handle handle;

  SnapshotLockTable(Handle handle) {
    this.handle = handle;
  }

  /** Sets a lock; an older one of the same snapshot is replaced. */
  public void put(SnapshotLockRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO snapshot_locks (
              snapshot_id, account_id, cool_off_hours, duration_days, created_at, cool_off_ends_at,
              starts_at, ends_at)
            VALUES (
              :snapshotId, :accountId, :coolOffHours, :durationDays, :createdAt, :coolOffEndsAt,
              :startsAt, :endsAt)
            ON CONFLICT (snapshot_id) DO UPDATE SET cool_off_hours = excluded.cool_off_hours,
              duration_days = excluded.duration_days, created_at = excluded.created_at,
              cool_off_ends_at = excluded.cool_off_ends_at, starts_at = excluded.starts_at,
              ends_at = excluded.ends_at
            """)
        .bindMethods(row)
        .execute();
  }

  /** The lock of a snapshot, expired or not. */
  public Optional<SnapshotLockRow> find(String snapshotId) {
    return handle
        .createQuery("SELECT * FROM snapshot_locks WHERE snapshot_id = :id")
        .bind("id", snapshotId)
        .mapTo(SnapshotLockRow.class)
        .findOne();
  }

  /** The rows that match. */
  public Slice<SnapshotLockRow> list(SnapshotLockFilter filter, Part part) {
    Selection selection =
        new Selection("snapshot_locks", "snapshot_id")
            .equal("account_id", filter.accountId())
            .oneOf("snapshot_id", filter.snapshotIds());
    if (filter.phase() != null) {
      switch (filter.phase()) {
        case COOLING_OFF ->
            selection
                .and("coalesce(ends_at > ?, 1)", filter.now())
                .and("cool_off_ends_at > ?", filter.now());
        case IN_FORCE ->
            selection
                .and("coalesce(ends_at > ?, 1)", filter.now())
                .and("cool_off_ends_at <= ?", filter.now());
        case EXPIRED -> selection.and("ends_at <= ?", filter.now());
      }
    }
    return selection.slice(handle, SnapshotLockRow.class, part);
  }

  /** Snapshots are complete since then: the days of those locks begin that waited for it. */
  public void begin(Collection<String> snapshotIds, long at) {
    handle
        .createUpdate(
            """
            UPDATE snapshot_locks SET starts_at = :at, ends_at = :at + duration_days * 86400000
            WHERE snapshot_id IN (<ids>) AND starts_at IS NULL
            """)
        .bindList("ids", List.copyOf(snapshotIds))
        .bind("at", at)
        .execute();
  }

  /** Takes a lock away. */
  public void remove(String snapshotId) {
    handle
        .createUpdate("DELETE FROM snapshot_locks WHERE snapshot_id = :id")
        .bind("id", snapshotId)
        .execute();
  }
}
