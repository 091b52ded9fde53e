package dev.stillpoint.catalog;

/**
 * The chain of one disk's snapshots.
 *
 * @param diskId the disk, which may be gone
 * @param accountId whose it is
 * @param createdAt when the first of them was asked for, milliseconds since 1970
 * @param present how many there are
 */
public record SnapshotLinkRow(String diskId, String accountId, long createdAt, int present) {}
