package dev.stillpoint.control.snapshot;

/**
 * A chain as DescribeSnapshotLinks shows it.
 *
 * @param snapshotLinkId its identifier
 * @param regionId region
 * @param sourceDiskId the disk, which may be gone
 * @param sourceDiskName empty when it has none, or is gone
 * @param sourceDiskSizeGib of the disk, or of the newest snapshot when it is gone
 * @param sourceDiskType system or data
 * @param instanceId that the disk is attached to now; empty when it is not
 * @param instanceName of that instance
 * @param category of the newest snapshot
 * @param count how many snapshots it has
 * @param bytes what they occupy together
 */
public record SnapshotLinkView(
    String snapshotLinkId,
    String regionId,
    String sourceDiskId,
    String sourceDiskName,
    int sourceDiskSizeGib,
    String sourceDiskType,
    String instanceId,
    String instanceName,
    String category,
    int count,
    long bytes) {}
