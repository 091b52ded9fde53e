package dev.stillpoint.control.disk;

/**
 * The parameters of DetachDisk as sent.
 *
 * @param instanceId required
 * @param diskId required
 * @param deleteWithInstance null means true for a system disk and false for a data disk
 */
public record DetachDisk(String instanceId, String diskId, Boolean deleteWithInstance) {}
