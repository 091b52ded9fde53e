package dev.stillpoint.control.disk;

/**
 * The parameters of AttachDisk as sent; all but the identifiers may be null.
 *
 * @param instanceId required
 * @param diskId required
 * @param deleteWithInstance null means false
 * @param device null means the next free name
 * @param bootable null means false; true attaches a system disk to its own instance
 * @param force true is refused
 */
public record AttachDisk(
    String instanceId,
    String diskId,
    Boolean deleteWithInstance,
    String device,
    Boolean bootable,
    Boolean force) {}
