package dev.stillpoint.catalog;

/**
 * A disk that an instance gets from its image.
 *
 * @param imageId the image
 * @param position 0 for the system disk
 * @param snapshotId what the disk begins with
 * @param type system or data
 * @param device its name inside the instance
 * @param sizeGib the least that it has
 */
public record ImageDiskRow(
    String imageId, int position, String snapshotId, DiskType type, String device, int sizeGib) {}
