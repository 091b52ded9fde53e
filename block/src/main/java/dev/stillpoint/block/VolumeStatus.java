package dev.stillpoint.block;

import java.util.Optional;

/**
 * A volume as the engine sees it.
 *
 * @param sizeBytes present size
 * @param writtenBytes bytes that its map holds (stored data, without holes and zeros)
 * @param key the data key that its blocks are sealed under; empty for a plain volume
 */
public record VolumeStatus(
    VolumeId id, long sizeBytes, long writtenBytes, Optional<DataKeyId> key) {
  /** A plain volume. */
  public VolumeStatus(VolumeId id, long sizeBytes, long writtenBytes) {
    this(id, sizeBytes, writtenBytes, Optional.empty());
  }
}
