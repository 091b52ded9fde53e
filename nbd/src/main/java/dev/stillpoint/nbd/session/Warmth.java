package dev.stillpoint.nbd.session;

/**
 * Tells from how long the latest reads took whether reads wait for the storage at present. One slow
 * read says nothing, however slow it was: its thread may just have been off the processor. Several
 * of the latest do. Not thread-safe.
 */
final class Warmth {
  /** What a hand-over to another thread costs, roughly: quicker reads are not worth one. */
  private static final long SLOW_NANOS = 15_000;

  /** What a byte may cost a warm read: copy and checksum. */
  private static final double WARM_NANOS_PER_BYTE = 0.5;

  /** The latest reads that count while they are taken for warm. */
  private static final long LATEST_WHILE_WARM = 0xffff_ffffL;

  /** So many slow ones among them, and they are cold. */
  private static final int SLOW_OF_COLD = 4;

  /** So few among the latest 64, and they are warm again. */
  private static final int SLOW_OF_WARM = 2;

  /** One bit for each of the latest reads, set if it was slow. */
  private long latest;

  private int countedWhileCold;
  private boolean cold;

  /** Notices a read of so many bytes that took so long. */
  void notice(long nanos, long bytes) {
    boolean slow = nanos - (long) (WARM_NANOS_PER_BYTE * bytes) > SLOW_NANOS;
    latest = latest << 1 | (slow ? 1 : 0);
    if (cold) {
      countedWhileCold++;
      cold = countedWhileCold < Long.SIZE || Long.bitCount(latest) > SLOW_OF_WARM;
      latest = cold ? latest : 0;
    } else if (Long.bitCount(latest & LATEST_WHILE_WARM) >= SLOW_OF_COLD) {
      cold = true;
      countedWhileCold = 0;
    }
  }

  /** Whether reads seem to wait for the storage. */
  boolean isCold() {
    return cold;
  }
}
