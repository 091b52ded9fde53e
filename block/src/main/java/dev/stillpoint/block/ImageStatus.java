package dev.stillpoint.block;

/**
 * A frozen image as the engine sees it.
 *
 * @param group the group whose record froze it
 * @param source the volume it was frozen from, which may be gone by now
 * @param sizeBytes size of the volume at that instant
 */
public record ImageStatus(ImageId id, GroupId group, VolumeId source, long sizeBytes, Cut cut) {}
