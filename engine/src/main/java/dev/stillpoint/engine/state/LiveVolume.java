package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.ExtentMap;

/** A volume: its size and its head map. Guarded by the pool's lock. */
public final class LiveVolume {
  private final long id;
  private final long family;
  private final long key;
  private long sizeBlocks;
  private final Version version;
  private boolean deleted;

  public LiveVolume(long id, long family, long key, long sizeBlocks, Version version) {
    this.id = id;
    this.family = family;
    this.key = key;
    this.sizeBlocks = sizeBlocks;
    this.version = version;
  }

  public long id() {
    return id;
  }

  /** The volume whose first map this one's stems from, through freezes and clones; or itself. */
  public long family() {
    return family;
  }

  /** Name of the data key that its blocks are sealed under; {@code LogRecord.PLAIN} for none. */
  public long key() {
    return key;
  }

  public long sizeBlocks() {
    return sizeBlocks;
  }

  public Version version() {
    return version;
  }

  public ExtentMap map() {
    return version.map();
  }

  public boolean deleted() {
    return deleted;
  }

  void resize(long blocks) {
    sizeBlocks = blocks;
  }

  void delete() {
    deleted = true;
  }
}
