package dev.stillpoint.catalog;

/**
 * What a chain has to know of one of its snapshots.
 *
 * @param sourceDiskId the disk
 * @param image its name in the engine
 * @param sourceDiskType what the disk was
 * @param sizeGib size of the disk
 * @param category standard, flash or archive
 */
public record ChainRow(
    String sourceDiskId, long image, DiskType sourceDiskType, int sizeGib, String category) {}
