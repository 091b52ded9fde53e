package dev.stillpoint.control.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The disk categories that the cloud knows, and what each allows. */
public enum DiskCategory {
  CLOUD("cloud", 5, 2000, Kind.OLD),
  CLOUD_EFFICIENCY("cloud_efficiency", 20, 32768, Kind.OLD),
  CLOUD_SSD("cloud_ssd", 20, 32768, Kind.OLD),
  CLOUD_ESSD("cloud_essd", 20, 65536, Kind.ZONAL),
  CLOUD_AUTO("cloud_auto", 1, 65536, Kind.ZONAL),
  CLOUD_ESSD_ENTRY("cloud_essd_entry", 10, 32768, Kind.ZONAL),
  CLOUD_REGIONAL_DISK_AUTO("cloud_regional_disk_auto", 10, 65536, Kind.REGIONAL),
  ELASTIC_EPHEMERAL_DISK_STANDARD("elastic_ephemeral_disk_standard", 64, 8192, Kind.EPHEMERAL),
  ELASTIC_EPHEMERAL_DISK_PREMIUM("elastic_ephemeral_disk_premium", 64, 8192, Kind.EPHEMERAL);

  private enum Kind {
    /** Of a former generation; cannot be frozen with others. */
    OLD,
    /** In one zone. */
    ZONAL,
    /** In every zone of the region. */
    REGIONAL,
    /** Gone with its instance, never frozen. */
    EPHEMERAL
  }

  /** The levels of cloud_essd, and the fewest GiB of each. */
  private static final List<String> LEVELS = List.of("PL0", "PL1", "PL2", "PL3");

  private static final int[] LEVEL_GIB_MIN = {1, 20, 461, 1261};

  /** The most GiB of a system disk, whatever its category. */
  private static final int SYSTEM_GIB_MAX = 2048;

  private final String wire;
  private final int gibMin;
  private final int gibMax;
  private final Kind kind;

  DiskCategory(String wire, int gibMin, int gibMax, Kind kind) {
    this.wire = wire;
    this.gibMin = gibMin;
    this.gibMax = gibMax;
    this.kind = kind;
  }

  /** As clients write it. */
  public String wire() {
    return wire;
  }

  /** True when its disks may be members of a snapshot group. */
  public boolean groupable() {
    return kind == Kind.ZONAL || kind == Kind.REGIONAL;
  }

  /** True when its disks belong to the region and to no zone of it. */
  public boolean regional() {
    return kind == Kind.REGIONAL;
  }

  /** True when its disks are never frozen. */
  public boolean ephemeral() {
    return kind == Kind.EPHEMERAL;
  }

  /** True when an instance can begin on its disks. */
  public boolean bootable() {
    return kind == Kind.OLD || kind == Kind.ZONAL;
  }

  /** The category that clients write so. */
  public static Optional<DiskCategory> of(String wire) {
    return Arrays.stream(values()).filter(category -> category.wire.equals(wire)).findFirst();
  }

  /** True when the level goes with the category; an empty one always does. */
  public boolean allowsLevel(String level) {
    return level.isEmpty() || (this == CLOUD_ESSD && LEVELS.contains(level));
  }

  /** The level in force. */
  public String levelOrDefault(String level) {
    return this == CLOUD_ESSD && level.isEmpty() ? "PL1" : level;
  }

  /** The fewest GiB of a disk of that level. */
  public int gibMin(String level) {
    return this == CLOUD_ESSD ? LEVEL_GIB_MIN[LEVELS.indexOf(levelOrDefault(level))] : gibMin;
  }

  /** The most GiB of a data disk. */
  public int gibMax() {
    return gibMax;
  }

  /** The most GiB of a system disk. */
  public int systemGibMax() {
    return Math.min(gibMax, SYSTEM_GIB_MAX);
  }
}
