package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.ExtentMap;

/**
 * An image: the content of a volume as one record froze it. Its bytes never change.
 *
 * @param source the volume it was frozen from
 * @param family see {@link LiveVolume#family}
 * @param key see {@link LiveVolume#key}
 * @param sizeBlocks size of the volume at that instant
 */
public record FrozenImage(
    long id,
    FrozenGroup.Cut cut,
    long group,
    long source,
    long family,
    long key,
    long sizeBlocks,
    Version version) {
  public ExtentMap map() {
    return version.map();
  }
}
