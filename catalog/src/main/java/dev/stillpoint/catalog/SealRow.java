package dev.stillpoint.catalog;

/**
 * That a disk or snapshot is sealed, and under what.
 *
 * @param resourceId the disk's or snapshot's identifier
 * @param dataKey its data key's name in the engine
 * @param keyId the master key, which may be gone
 */
public record SealRow(String resourceId, long dataKey, String keyId) {}
