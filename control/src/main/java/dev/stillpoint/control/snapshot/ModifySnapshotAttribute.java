package dev.stillpoint.control.snapshot;

/**
 * The parameters of ModifySnapshotAttribute as sent.
 *
 * @param snapshotId required
 * @param snapshotName null leaves it, empty clears it
 * @param description null leaves it, empty clears it
 * @param retentionDays null leaves it; counts from the snapshot's creation and only grows
 * @param disableInstantAccess has no effect, since nothing has to be disabled
 */
public record ModifySnapshotAttribute(
    String snapshotId,
    String snapshotName,
    String description,
    Integer retentionDays,
    Boolean disableInstantAccess) {}
