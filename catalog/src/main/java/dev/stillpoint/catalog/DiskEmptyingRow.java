package dev.stillpoint.catalog;

/**
 * A disk that is to become empty once its present is frozen.
 *
 * @param diskId the disk
 * @param engineGroup the group in the engine that keeps its present
 */
public record DiskEmptyingRow(String diskId, long engineGroup) {}
