package dev.stillpoint.demo.step;

/**
 * How much a demonstration does.
 *
 * @param transactionsPerSecondMax how fast the writer may go
 * @param warmUpTransactions completed before the first group; more than the rings hold, so that
 *     everything has been overwritten
 * @param groupCalls how many groups are made while the disks are written
 * @param windowMillis how long the window around each call is, and the one without
 * @param mixtureTransactions completed between two of the single snapshots that are taken for
 *     contrast
 * @param crashTransactions completed before and after the last group, before the server is killed
 */
public record Pace(
    long transactionsPerSecondMax,
    long warmUpTransactions,
    int groupCalls,
    long windowMillis,
    long mixtureTransactions,
    long crashTransactions) {
  /** The pace of {@code ./stillpoint demo}. */
  public static Pace ofDemonstration() {
    return new Pace(8_000, 18_000, 8, 100, 1_000, 3_000);
  }
}
