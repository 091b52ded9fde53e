package dev.stillpoint.control.snapshot;

import java.time.Instant;

/**
 * A lock as the actions on locks show it.
 *
 * @param snapshotId what it locks
 * @param status compliance-cooloff, compliance or expired
 * @param creationTime when it was asked for
 * @param coolOffHours as asked for
 * @param coolOffExpiryTime until when it could be taken away
 * @param durationDays how long it lasts
 * @param startTime from when its days count; null while the snapshot is in creation
 * @param expiryTime null while the snapshot is in creation
 */
public record SnapshotLockView(
    String snapshotId,
    String status,
    Instant creationTime,
    int coolOffHours,
    Instant coolOffExpiryTime,
    int durationDays,
    Instant startTime,
    Instant expiryTime) {}
