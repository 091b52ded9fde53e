package dev.stillpoint.control.snapshot;

/**
 * The parameters of LockSnapshot as sent.
 *
 * @param regionId required
 * @param snapshotId required
 * @param lockMode required; compliance
 * @param lockDuration required; 1 to 36500 days
 * @param coolOffPeriod required; 0 to 72 hours
 * @param clientToken null or empty means none
 * @param dryRun null means false
 */
public record LockSnapshot(
    String regionId,
    String snapshotId,
    String lockMode,
    Integer lockDuration,
    Integer coolOffPeriod,
    String clientToken,
    Boolean dryRun) {}
