package dev.stillpoint.control.rule;

import dev.stillpoint.control.port.IoLimits;

/**
 * How fast a disk may be, by the formulas that the cloud publishes for its categories and levels: a
 * base, so much more for each GiB, and a most. The cloud gives no formula for basic disks, only
 * "hundreds" and "30 to 40 MB/s"; here they have 500 and 40. A MB of these tables is 1024 KB, as in
 * "16 KB for each provisioned I/O, divided by 1,024".
 */
public final class DiskPerformance {
  private static final int MIB_SHIFT = 20;
  private static final long PROVISIONED_KIB = 16;
  private static final long PROVISIONED_IOPS_MAX = 50_000;
  private static final long PROVISIONED_GIB_MIN = 4;
  private static final long BURST_IOPS_MAX = 1_000_000;
  private static final long BURST_IOPS_PER_GIB = 1000;
  private static final long BURST_MIB = 4096;

  private DiskPerformance() {}

  /**
   * The limits of a disk.
   *
   * @param level empty unless cloud_essd
   * @param provisionedIops 0 unless cloud_auto
   * @param bursting for cloud_auto
   */
  public static IoLimits of(
      DiskCategory category, String level, long gib, long provisionedIops, boolean bursting) {
    return switch (category) {
      case CLOUD -> IoLimits.together(500, mib(40));
      case CLOUD_EFFICIENCY -> line(gib, 1800, 8, 5000, 100, 15, 140);
      case CLOUD_SSD -> line(gib, 1800, 30, 25_000, 120, 50, 300);
      case CLOUD_ESSD_ENTRY -> line(gib, 1800, 8, 6000, 100, 15, 150);
      case CLOUD_REGIONAL_DISK_AUTO -> line(gib, 1800, 50, 50_000, 120, 50, 350);
      case CLOUD_ESSD -> essd(category.levelOrDefault(level), gib);
      case CLOUD_AUTO -> auto(gib, provisionedIops, bursting);
      case ELASTIC_EPHEMERAL_DISK_STANDARD ->
          new IoLimits(
              Math.min(100 * gib, 820_000),
              Math.min(20 * gib, 160_000),
              Math.min(mib(gib) * 8 / 10, mib(4096)),
              Math.min(mib(gib) * 4 / 10, mib(2048)));
      case ELASTIC_EPHEMERAL_DISK_PREMIUM ->
          new IoLimits(
              Math.min(300 * gib, 1_000_000),
              Math.min(150 * gib, 500_000),
              Math.min(mib(gib) * 16 / 10, mib(4096)),
              Math.min(mib(gib), mib(2048)));
    };
  }

  private static IoLimits essd(String level, long gib) {
    return switch (level) {
      case "PL0" -> line(gib, 1800, 12, 10_000, 100, 25, 180);
      case "PL2" -> line(gib, 1800, 50, 100_000, 120, 50, 750);
      case "PL3" -> line(gib, 1800, 50, 1_000_000, 120, 50, 4000);
      default -> line(gib, 1800, 50, 50_000, 120, 50, 350);
    };
  }

  private static IoLimits auto(long gib, long provisionedIops, boolean bursting) {
    IoLimits line = line(gib, 1800, 50, 50_000, 120, 50, 350);
    long iops = autoBaselineIops(gib) + provisionedIops;
    long bytes = Math.max(line.readBytes(), mib(125)) + provisionedIops * (PROVISIONED_KIB << 10);
    if (bursting) {
      return IoLimits.together(
          Math.max(iops, Math.min(BURST_IOPS_PER_GIB * gib, BURST_IOPS_MAX)),
          Math.max(bytes, mib(BURST_MIB)));
    }
    return IoLimits.together(iops, bytes);
  }

  /** The most that may be provisioned for a disk of cloud_auto. */
  public static long provisionedIopsMax(long gib) {
    if (gib < PROVISIONED_GIB_MIN) {
      return 0;
    }
    return Math.clamp(BURST_IOPS_PER_GIB * gib - autoBaselineIops(gib), 0, PROVISIONED_IOPS_MAX);
  }

  /** What a disk of cloud_auto has before anything is provisioned. */
  public static long autoBaselineIops(long gib) {
    return Math.max(Math.min(1800 + 50 * gib, 50_000), 3000);
  }

  /**
   * @param mibPerGib hundredths
   */
  private static IoLimits line(
      long gib, long iops, long iopsPerGib, long iopsMax, long mib, long mibPerGib, long mibMax) {
    return IoLimits.together(
        Math.min(iops + iopsPerGib * gib, iopsMax),
        Math.min(mib(mib) + mib(gib) * mibPerGib / 100, mib(mibMax)));
  }

  private static long mib(long count) {
    return count << MIB_SHIFT;
  }
}
