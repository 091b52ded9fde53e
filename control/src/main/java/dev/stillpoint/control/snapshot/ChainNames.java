package dev.stillpoint.control.snapshot;

/** A chain is all snapshots of one disk, so its name stands for the disk's. */
final class ChainNames {
  private static final String PREFIX = "sl-";
  private static final String DISK_PREFIX = "d-";

  private ChainNames() {}

  /** The name of a disk's chain. */
  static String of(String diskId) {
    return PREFIX + diskId.substring(DISK_PREFIX.length());
  }

  /** True when a text may name a chain. */
  static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  /** The disk of a chain. */
  static String disk(String chain) {
    return DISK_PREFIX + chain.substring(PREFIX.length());
  }
}
