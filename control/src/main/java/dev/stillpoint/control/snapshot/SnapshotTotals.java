package dev.stillpoint.control.snapshot;

/**
 * What an account's snapshots come to.
 *
 * @param count how many there are
 * @param bytes what they occupy
 */
public record SnapshotTotals(long count, long bytes) {}
