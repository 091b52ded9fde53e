package dev.stillpoint.catalog;

/**
 * What a disk's owner switched on.
 *
 * @param diskId the disk
 * @param deleteAutoSnapshot its automatic snapshots go with it
 * @param enableAutoSnapshot an automatic policy may make snapshots of it
 */
public record DiskSwitchRow(
    String diskId, boolean deleteAutoSnapshot, boolean enableAutoSnapshot) {}
