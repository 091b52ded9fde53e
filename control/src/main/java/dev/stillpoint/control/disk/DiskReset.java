package dev.stillpoint.control.disk;

/**
 * One disk of ResetDisks.
 *
 * @param diskId the disk
 * @param snapshotId the snapshot of it that it goes back to
 */
public record DiskReset(String diskId, String snapshotId) {}
