package dev.stillpoint.catalog;

/**
 * A lock on a snapshot.
 *
 * @param snapshotId what it locks
 * @param accountId whose it is
 * @param coolOffHours how long it could be taken away, as asked for
 * @param durationDays how long it lasts
 * @param createdAt milliseconds since 1970
 * @param coolOffEndsAt milliseconds since 1970
 * @param startsAt from when its days count; null while the snapshot is in creation
 * @param endsAt from when it is as if it had never been; null while the snapshot is in creation
 */
public record SnapshotLockRow(
    String snapshotId,
    String accountId,
    int coolOffHours,
    int durationDays,
    long createdAt,
    long coolOffEndsAt,
    Long startsAt,
    Long endsAt) {

  /** True while it keeps its snapshot from being deleted. */
  public boolean holdsAt(long now) {
    return endsAt == null || endsAt > now;
  }

  /** True while it can be taken away again. */
  public boolean coolsOffAt(long now) {
    return holdsAt(now) && coolOffEndsAt > now;
  }
}
