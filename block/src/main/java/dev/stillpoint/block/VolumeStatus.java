package dev.stillpoint.block;

/**
 * A volume as the engine sees it.
 *
 * @param sizeBytes present size
 * @param writtenBytes bytes that its map holds (stored data, without holes and zeros)
 */
public record VolumeStatus(VolumeId id, long sizeBytes, long writtenBytes) {}
