package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Since;
import java.util.HashSet;
import java.util.Set;

/**
 * One content among those that stem from each other: that of a volume, which changes, or of an
 * image, which does not. The version above it is the image that it parted from.
 */
public final class Version {
  private final long serial;
  private final Set<Version> below = new HashSet<>(2);
  private Version above;
  private Since since;
  private ExtentMap map;
  private boolean hidden;

  Version(long serial, Version above, Since since, ExtentMap map) {
    this.serial = serial;
    this.above = above;
    this.since = since;
    this.map = map;
  }

  /** Names the version among all that the pool ever had. */
  public long serial() {
    return serial;
  }

  /** The version that it parted from; null when there is none any more. */
  public Version above() {
    return above;
  }

  /** Whether an image is above it: directly, or with others between them. */
  public boolean stemsFrom(Version image) {
    Version at = above;
    // The farther above, the lower the serial.
    while (at != null && at.serial > image.serial) {
      at = at.above;
    }
    return at == image;
  }

  /** Where it parted from the version above. */
  public Since since() {
    return since;
  }

  public ExtentMap map() {
    return map;
  }

  /** Whether it is kept only for the versions below it. */
  public boolean hidden() {
    return hidden;
  }

  void hide() {
    hidden = true;
  }

  void replaceMap(ExtentMap next) {
    map = next;
  }

  /** How many versions parted from this one and are still there. */
  public int countBelow() {
    return below.size();
  }

  /** Those versions. */
  Set<Version> below() {
    return below;
  }

  /** The only version below; null when there is none. */
  Version onlyBelow() {
    return below.isEmpty() ? null : below.iterator().next();
  }

  /** Goes below another version. */
  void hang(Version under, Since from) {
    leave();
    above = under;
    since = from;
    if (under != null) {
      under.below.add(this);
    }
  }

  void leave() {
    if (above != null) {
      above.below.remove(this);
    }
  }
}
