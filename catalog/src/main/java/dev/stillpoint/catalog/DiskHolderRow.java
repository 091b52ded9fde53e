package dev.stillpoint.catalog;

/**
 * One of the instances that hold a disk together.
 *
 * @param diskId the disk
 * @param instanceId the instance
 * @param device the disk's name in the instance
 * @param state where the hold stands
 * @param attachedAt milliseconds since 1970; null while it is attached
 */
public record DiskHolderRow(
    String diskId, String instanceId, String device, HolderState state, Long attachedAt) {}
