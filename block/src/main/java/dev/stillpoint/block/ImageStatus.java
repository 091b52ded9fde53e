package dev.stillpoint.block;

import java.util.Optional;

/**
 * A frozen image as the engine sees it.
 *
 * @param group the group whose record froze it
 * @param source the volume it was frozen from, which may be gone by now
 * @param sizeBytes size of the volume at that instant
 * @param key the data key that its blocks are sealed under; empty for a plain image
 */
public record ImageStatus(
    ImageId id, GroupId group, VolumeId source, long sizeBytes, Cut cut, Optional<DataKeyId> key) {
  /** A plain image. */
  public ImageStatus(ImageId id, GroupId group, VolumeId source, long sizeBytes, Cut cut) {
    this(id, group, source, sizeBytes, cut, Optional.empty());
  }
}
