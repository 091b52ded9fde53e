package dev.stillpoint.control.disk;

/**
 * The parameters of ResetDisk as sent.
 *
 * @param diskId required
 * @param snapshotId required; any snapshot of the disk, also a member of a group
 * @param dryRun null means false
 */
public record ResetDisk(String diskId, String snapshotId, Boolean dryRun) {}
