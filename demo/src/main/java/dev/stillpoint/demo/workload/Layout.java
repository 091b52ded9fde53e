package dev.stillpoint.demo.workload;

/**
 * Where each part of each transaction lies: one block of 4 KiB, in a ring of slots per disk that
 * younger transactions overwrite.
 *
 * <p>A transaction begins only when every one that is {@code window} numbers older has been
 * answered to the end. So no two transactions in flight share a slot, and whoever sees a
 * transaction knows that all those older ones were complete before it.
 *
 * @param seed of the run; it scatters the pages and fills the blocks
 * @param logSlots slots of the log and of the commit marks, a power of two
 * @param pageSlots slots of each page disk, a power of two
 * @param window how far apart the numbers of transactions in flight may be, less than any ring
 */
public record Layout(long seed, int logSlots, int pageSlots, int window) {
  /** The size of each part and its alignment on the disk. */
  public static final int BLOCK_BYTES = 4096;

  /** Refuses rings that are no powers of two or not larger than the window. */
  public Layout {
    if (Integer.bitCount(logSlots) != 1 || Integer.bitCount(pageSlots) != 1) {
      throw new IllegalArgumentException("rings of " + logSlots + " and " + pageSlots + " slots");
    }
    if (window < 1 || window >= Math.min(logSlots, pageSlots)) {
      throw new IllegalArgumentException("a window of " + window + " does not fit the rings");
    }
  }

  /** The rings of the demonstration: 16,384 log records and commit marks, 4,096 pages a disk. */
  public static Layout ofDemonstration(long seed) {
    return new Layout(seed, 16_384, 4_096, 256);
  }

  /** How many slots the disk of a role has. */
  public int slots(Role role) {
    return role.isPage() ? pageSlots : logSlots;
  }

  /**
   * The slot of a transaction's part: in sequence for log and commit marks, scattered by the seed
   * for pages.
   */
  public int slot(Role role, long transaction) {
    return switch (role) {
      case LOG, COMMIT -> (int) (transaction & (logSlots - 1));
      case PAGE_A, PAGE_B -> scattered(role, transaction);
    };
  }

  /** The first byte of a transaction's part on its disk. */
  public long offset(Role role, long transaction) {
    return (long) slot(role, transaction) * BLOCK_BYTES;
  }

  /** How many bytes from the disk's start the role can ever use. */
  public long usedBytes(Role role) {
    return (long) slots(role) * BLOCK_BYTES;
  }

  /**
   * An odd factor makes the slots of any {@code pageSlots} successive transactions all different.
   */
  private int scattered(Role role, long transaction) {
    long mixed = BlockContent.mix(seed + role.number());
    return (int) ((transaction * (mixed | 1) + (mixed >>> 32)) & (pageSlots - 1));
  }
}
