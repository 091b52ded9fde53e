package dev.stillpoint.control.snapshot;

/**
 * The parameters of UnlockSnapshot as sent.
 *
 * @param regionId required
 * @param snapshotId required
 * @param clientToken null or empty means none
 * @param dryRun null means false
 */
public record UnlockSnapshot(
    String regionId, String snapshotId, String clientToken, Boolean dryRun) {}
