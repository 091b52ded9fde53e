package dev.stillpoint.catalog;

/**
 * A disk that another account knows of and may not change.
 *
 * @param diskId the disk
 * @param accountId who knows of it, not its owner
 * @param since milliseconds since 1970
 */
public record DiskShareRow(String diskId, String accountId, long since) {}
