package dev.stillpoint.control.disk;

import java.time.Instant;

/**
 * An instance that holds a disk.
 *
 * @param instanceId the instance
 * @param device the disk's name in it
 * @param attachedTime null while it is being attached
 */
public record DiskHolder(String instanceId, String device, Instant attachedTime) {}
