package dev.stillpoint.catalog;

/**
 * Which disks or snapshots, by what they are sealed under. Components combine with AND; null means
 * no filter.
 *
 * @param sealed whether they are
 * @param keyId the master key
 */
public record SealFilter(Boolean sealed, String keyId) {}
